import { z } from "zod";
import { checked } from "./field";

/** An IPv4 range as numbers: first and last address. */
interface Range {
  readonly first: number;
  readonly last: number;
}

function address(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function parts(cidr: string): { base: number; bits: number } | undefined {
  const [ip, mask, rest] = cidr.split("/");
  const base = address(ip ?? "");
  if (base === undefined || rest !== undefined || !/^\d{1,2}$/.test(mask ?? "") || Number(mask) > 32) return undefined;
  return { base, bits: Number(mask) };
}

function addressText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

function range(cidr: string): Range | undefined {
  const read = parts(cidr);
  if (!read) return undefined;
  const size = 2 ** (32 - read.bits);
  const first = Math.floor(read.base / size) * size;
  return { first, last: first + size - 1 };
}

/** True when two IPv4 CIDRs share an address; false if either is not one (its own check says so). */
export function cidrsOverlap(one: string, other: string): boolean {
  const [a, b] = [range(one), range(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

export const cidr = () =>
  checked(z.string(), (value) => {
    const read = parts(value);
    if (!read) {
      const single = address(value) !== undefined;
      return {
        wrong: `${value} is not an IPv4 range${single ? ": its mask is missing" : ""}.`,
        write: single ? `Write ${value}/32 for this one address.` : "Write address/mask, for example 10.64.0.0/12.",
      };
    }
    const first = range(value)?.first ?? 0;
    return first === read.base
      ? undefined
      : { wrong: `${value} has bits set after its mask.`, write: `Write ${addressText(first)}/${read.bits}` };
  });

/** One IPv4 address. */
export const ipv4 = () =>
  checked(z.string(), (value) =>
    address(value) === undefined
      ? { wrong: `${JSON.stringify(value)} is not an IPv4 address.`, write: "Write four numbers, 192.0.2.10." }
      : undefined,
  );
