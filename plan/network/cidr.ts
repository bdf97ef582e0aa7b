import { oncePerText } from "../once";

/** IPv4 addresses as numbers, first and last of a range. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Undefined for what is no IPv4 range, IPv6 included: whoever asks must then expect the worst. */
const range = oncePerText((cidr): Range | undefined => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (match === null) return undefined;
  const [bits = 33, ...bytes] = [match[5], ...match.slice(1, 5)].map(Number);
  if (bits > 32 || bytes.some((byte) => byte > 255)) return undefined;
  const size = 2 ** (32 - bits);
  const first = Math.floor(bytes.reduce((sum, byte) => sum * 256 + byte, 0) / size) * size;
  return { first, last: first + size - 1 };
});

function without(ranges: readonly Range[], hole: Range): Range[] {
  return ranges.flatMap(({ first, last }) =>
    [
      { first, last: Math.min(last, hole.first - 1) },
      { first: Math.max(first, hole.last + 1), last },
    ].filter((each) => each.first <= each.last),
  );
}

/** True when an address of `of` may lie in `cidr` less `except`; true as well for anything that is no IPv4 range. */
export function mayHold(cidr: unknown, except: readonly string[], of: string): boolean {
  const [block, wanted] = [range(String(cidr)), range(of)];
  if (block === undefined || wanted === undefined) return true;
  const shared = { first: Math.max(block.first, wanted.first), last: Math.min(block.last, wanted.last) };
  if (shared.first > shared.last) return false;
  const holes = except.flatMap((each) => range(each) ?? []);
  return holes.reduce(without, [shared]).length > 0;
}

/** True when every address of one IPv4 range lies in another. */
export function within(cidr: unknown, outer: string): boolean {
  const [inside, around] = [range(String(cidr)), range(outer)];
  return inside !== undefined && around !== undefined && around.first <= inside.first && inside.last <= around.last;
}

/** How many addresses an IPv4 range has; infinite for anything else. */
export function sizeOf(cidr: string): number {
  const read = range(cidr);
  return read === undefined ? Number.POSITIVE_INFINITY : read.last - read.first + 1;
}

/** `192.0.2.0/24`, `192.0.2.10` or `192.0.2.0-192.0.2.255`; undefined for anything else. */
function written(text: string): Range | undefined {
  const [first = "", last] = text.split("-");
  if (last === undefined) return range(first.includes("/") ? first : `${first}/32`);
  const [start, end] = [range(`${first}/32`), range(`${last}/32`)];
  return start === undefined || end === undefined ? undefined : { first: start.first, last: end.last };
}

/** True when every address of an IPv4 range lies in one of others, which may be ranges, addresses or `first-last`. */
export function isCovered(cidr: string, by: readonly string[]): boolean {
  const wanted = range(cidr);
  return wanted !== undefined && by.flatMap((each) => written(each) ?? []).reduce(without, [wanted]).length === 0;
}
