import { once } from "../once";
import { at } from "../vocabulary";

/** A range of ports of one protocol. */
export interface PortRange {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

const LAST_PORT = 65_535;

/** Protocols that a NetworkPolicy knows. */
const PROTOCOLS = ["TCP", "UDP", "SCTP"];

export const ALL_PORTS: readonly PortRange[] = PROTOCOLS.map((protocol) => ({ protocol, first: 0, last: LAST_PORT }));

/** What a named port is at the pod that is spoken to: `any` where that cannot be known, undefined where it has none. */
export type NamedPorts = (name: string, protocol: string) => number | "any" | undefined;

const namesNone = once((ports: readonly unknown[]): boolean =>
  ports.every((each) => typeof at(each, "port") !== "string"),
);

/** Ports of a rule that names none of them: the same at every pod. */
const fixed = once((ports: readonly unknown[]): readonly PortRange[] => read(ports, () => undefined));

/** Ports that a rule of a NetworkPolicy lets through; without ports, all. Kubernetes' default protocol is TCP. */
export function rangesOf(ports: readonly unknown[], named: NamedPorts): readonly PortRange[] {
  if (ports.length === 0) return ALL_PORTS;
  return namesNone(ports) ? fixed(ports) : read(ports, named);
}

function read(ports: readonly unknown[], named: NamedPorts): PortRange[] {
  return ports.flatMap((each) => {
    const protocol = String(at(each, "protocol") ?? "TCP");
    const [port, end] = [at(each, "port"), at(each, "endPort")];
    const first = port === undefined ? "any" : typeof port === "string" ? named(port, protocol) : port;
    if (first === undefined) return [];
    if (typeof first !== "number") return [{ protocol, first: 0, last: LAST_PORT }];
    return [{ protocol, first, last: typeof end === "number" ? end : first }];
  });
}

/** Ports that are in both. */
export function shared(some: readonly PortRange[], others: readonly PortRange[]): PortRange[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const [first, last] = [Math.max(one.first, other.first), Math.min(one.last, other.last)];
      return one.protocol === other.protocol && first <= last ? [{ protocol: one.protocol, first, last }] : [];
    }),
  );
}

/** The same ports, sorted, ranges that overlap or touch joined. */
export function joined(ranges: readonly PortRange[]): readonly PortRange[] {
  if (ranges.length < 2) return ranges;
  const sorted = [...ranges].sort((a, b) =>
    a.protocol === b.protocol ? a.first - b.first : a.protocol < b.protocol ? -1 : 1,
  );
  const done: PortRange[] = [];
  for (const range of sorted) {
    const before = done.at(-1);
    const isApart = before === undefined || before.protocol !== range.protocol || range.first > before.last + 1;
    if (isApart) done.push(range);
    else done[done.length - 1] = { ...before, last: Math.max(before.last, range.last) };
  }
  return done;
}

/** `8008`, `3478/UDP`, `49152-65535/UDP`, `all`. */
export function portsText(ranges: readonly PortRange[]): string {
  const parts = joined(ranges);
  const isAll = PROTOCOLS.every((protocol) =>
    parts.some((part) => part.protocol === protocol && part.first <= 1 && part.last === LAST_PORT),
  );
  if (isAll) return "all";
  return parts
    .map(({ protocol, first, last }) => {
      const range = first === last ? `${first}` : first <= 1 && last === LAST_PORT ? "all" : `${first}-${last}`;
      return protocol === "TCP" && range !== "all" ? range : `${range}/${protocol}`;
    })
    .join(" ");
}
