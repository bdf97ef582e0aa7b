import { trimmedLinesOf } from "../../lines";

/** What a squid.conf lets through, and what in it cannot be judged. */
export interface SquidReading {
  /** `host:port` pairs; `any` for what is not named. */
  readonly allowed: readonly string[];
  readonly faults: readonly string[];
}

/** Directives that let nothing through, whatever they are set to. */
const HARMLESS: ReadonlySet<string> = new Set([
  "access_log",
  "cache",
  "cache_log",
  "cache_mem",
  "client_lifetime",
  "connect_timeout",
  "coredump_dir",
  "forwarded_for",
  "httpd_suppress_version_string",
  "logfile_rotate",
  "logformat",
  "max_filedescriptors",
  "netdb_filename",
  "pid_filename",
  "read_timeout",
  "shutdown_lifetime",
  "via",
  "visible_hostname",
]);

type ListKind = "host" | "port" | "connect" | "source";

interface List {
  readonly name: string;
  readonly kind: ListKind;
  readonly values: readonly string[];
}

function listOf(words: readonly string[], pods: string): List | undefined {
  const [name = "", type, ...values] = words;
  // -n: an address never counts as a listed name through its reverse entry.
  if (type === "dstdomain" && values[0] === "-n" && values.length > 1)
    return { name, kind: "host", values: values.slice(1) };
  if (type === "port" && values.length > 0) return { name, kind: "port", values };
  if (type === "method" && values.join(" ") === "CONNECT") return { name, kind: "connect", values };
  if (type === "src" && values.join(" ") === pods) return { name, kind: "source", values };
  return undefined;
}

function allowOf(terms: readonly string[], lists: readonly List[]): SquidReading {
  const values = (kind: ListKind) =>
    lists.filter((list) => list.kind === kind && terms.includes(list.name)).flatMap((list) => list.values);
  const known = new Set(lists.map(({ name }) => name));
  const strange = terms.filter((term) => !known.has(term)).map((term) => `allows by ${term}, which no list explains`);
  const open = (["connect", "source"] as const)
    .filter((kind) => values(kind).length === 0)
    .map((kind) => `allows ${kind === "connect" ? "more than CONNECT" : "clients other than pods"}`);
  const named = (kind: ListKind) => (values(kind).length > 0 ? values(kind) : ["any"]);
  return {
    allowed: named("host").flatMap((host) => named("port").map((port) => `${host}:${port}`)),
    faults: [...strange, ...open],
  };
}

/** Reads a squid.conf of the form that this project writes; every line that it does not understand is a fault. */
export function readSquid(config: string, pods: string): SquidReading {
  const lines = trimmedLinesOf(config);
  const words = lines.map((line) => line.split(/\s+/));
  const of = (directive: string) => words.filter(([first]) => first === directive).map(([, ...rest]) => rest);
  const read = of("acl").map((rest) => ({ rest, list: listOf(rest, pods) }));
  const lists = read.flatMap(({ list }) => list ?? []);
  const access = of("http_access");
  const allows = access.slice(0, -1).map(([verb, ...terms]) => ({ verb, reading: allowOf(terms, lists) }));
  const known = ([first = "", ...rest]: readonly string[]) =>
    first === "acl" || first === "http_access" || HARMLESS.has(first) || (first === "http_port" && rest.length === 1);
  return {
    allowed: allows.flatMap(({ verb, reading }) => (verb === "allow" ? reading.allowed : [])),
    faults: [
      // A continued line swallows the next one.
      ...lines.filter((line) => line.endsWith("\\")).map((line) => `continues the line "${line}"`),
      ...words.filter((each) => !known(each)).map((each) => `has "${each.join(" ")}", which may let anything through`),
      ...read
        .filter(({ list }) => list === undefined)
        .map(({ rest }) => `has a list not understood: acl ${rest.join(" ")}`),
      ...allows.flatMap(({ verb, reading }) =>
        verb === "allow" ? reading.faults : [`has http_access ${verb} in between`],
      ),
      ...(access.at(-1)?.join(" ") === "deny all" ? [] : ["does not end with deny all"]),
    ],
  };
}
