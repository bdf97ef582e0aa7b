import { once, oncePerText } from "../plan/once";
import type { Plan, PlannedObject } from "../plan/plan";
import { filesOf, ofKind } from "../plan/vocabulary";
import { linesOf } from "./lines";

/*
 * What a shard's router answers, read back from the files that it is given: its table of routes, its list of what is
 * closed, and the frontends that look them up.
 */

type Shard = Plan["facts"]["perimeters"][number]["shards"][number];

/** A router as it is configured. */
export interface Router {
  readonly planned: PlannedObject;
  readonly shard: Shard | undefined;
  readonly files: ReadonlyMap<string, string>;
}

/** A request by which of a shard's hosts it names: `homeserver`, `authentication` … */
export interface Asked {
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

const ROUTES = "routes.map";
const CLOSED = "closed.lst";
const CONFIG = "haproxy.cfg";

/** Every router of the plan, known by its table. */
export const routers = once((plan: Plan): readonly Router[] => {
  const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards);
  return ofKind(plan, "ConfigMap").flatMap((planned) => {
    const files = new Map(filesOf(planned));
    if (!files.has(ROUTES)) return [];
    return [{ planned, files, shard: shards.find(({ namespace }) => namespace === planned.object.metadata.namespace) }];
  });
});

interface Table {
  readonly routes: readonly { readonly pattern: RegExp; readonly target: string }[];
  readonly closed: readonly RegExp[];
}

/**
 * HAProxy's expressions, compiled once for all shards that have the same; undefined for a list with one that is no
 * expression here: nothing may be said then.
 */
const routesIn = oncePerText((text): Table["routes"] | undefined => {
  try {
    return linesOf(text).map((line) => {
      const end = line.lastIndexOf(" ");
      return { pattern: new RegExp(line.slice(0, end)), target: line.slice(end + 1) };
    });
  } catch {
    return undefined;
  }
});

const closedIn = oncePerText((text): Table["closed"] | undefined => {
  try {
    return linesOf(text).map((line) => new RegExp(line));
  } catch {
    return undefined;
  }
});

/** Where each request of a table goes, kept for all routers with the same: rules ask for the same few hundred. */
const answersOf = once((_: Table["routes"]) => once((_: Table["closed"]) => new Map<string, string>()));

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Where a request goes by the tables: closed in either spelling, then by the first line that takes it as it is spelt. */
export function targetOf({ files }: Router, asked: Asked): string {
  const [routes, closed] = [routesIn(files.get(ROUTES) ?? ""), closedIn(files.get(CLOSED) ?? "")];
  if (routes === undefined || closed === undefined) return "unreadable";
  const answers = answersOf(routes)(closed);
  const key = `${asked.host}:${asked.method}:${asked.path}`;
  const target = answers.get(key) ?? lookedUp({ routes, closed }, asked);
  answers.set(key, target);
  return target;
}

function lookedUp(table: Table, { host, method, path }: Asked): string {
  const plain = decoded(path);
  if (plain === undefined) return "closed";
  const line = (spelling: string) => `${host}:${method}:whole:${spelling}`;
  if (table.closed.some((pattern) => pattern.test(line(path)) || pattern.test(line(plain)))) return "closed";
  return table.routes.find(({ pattern }) => pattern.test(line(path)))?.target ?? "unknown";
}

/** Answers that a router gives by itself: nothing behind it is reached. */
const ANSWERS = ["closed", "unknown", "preflight", "well-known-server", "well-known-client"];

export function isAnswered(target: string): boolean {
  return ANSWERS.includes(target);
}

interface Section {
  readonly head: string;
  readonly lines: readonly string[];
}

function sections(config: string): Section[] {
  const found: { head: string; lines: string[] }[] = [];
  for (const line of linesOf(config)) {
    if (/^\S/.test(line)) found.push({ head: line.trim(), lines: [] });
    else found.at(-1)?.lines.push(line.trim());
  }
  return found;
}

/**
 * What is wrong with how the frontends look requests up: each that sends requests on must ask the table, then the list of
 * what is closed in both spellings, and choose its backend by nothing else.
 */
export function lookUpFaults({ files }: Router): string[] {
  const frontends = sections(files.get(CONFIG) ?? "").filter(({ head }) => /^(frontend|listen)\b/.test(head));
  return frontends.flatMap(({ head, lines }) => {
    const chosen = lines.filter((line) => /^(use_backend|default_backend|server)\b/.test(line));
    if (chosen.length === 0) return [];
    const has = (pattern: RegExp) => lines.some((line) => pattern.test(line));
    const spellings = lines.filter((line) =>
      /^acl is_closed var\(txn\.(request|spelt)\) -m reg -f \S+\/closed\.lst$/.test(line),
    );
    const table = lines.findIndex((line) =>
      /^http-request set-var\(txn\.target\) .*map_reg\(\S+\/routes\.map,unknown\)$/.test(line),
    );
    const closing = lines.findIndex((line) =>
      /^http-request set-var\(txn\.target\) str\(closed\) if is_closed\b/.test(line),
    );
    const reopened = lines
      .slice(closing + 1)
      .filter(
        (line) =>
          /^http-request set-var(-fmt)?\(txn\.target\)/.test(line) &&
          !/if (\{ var\(txn\.target\) -m str|has_reserve)/.test(line),
      );
    return [
      ...(chosen.length === 1 && chosen[0] === "use_backend %[var(txn.target)]"
        ? []
        : ["chooses a backend past the table"]),
      ...(table >= 0 ? [] : ["does not look the request up in the table"]),
      ...(new Set(spellings).size === 2 && has(/^http-request set-var\(txn\.decoded\) path,url_dec$/)
        ? []
        : ["does not look both spellings up in the list of what is closed"]),
      ...(closing > table && closing >= 0 ? [] : ["does not close what the list closes"]),
      ...reopened.map(() => "sets another target after it closed what is closed"),
    ].map((fault) => `${head} ${fault}`);
  });
}
