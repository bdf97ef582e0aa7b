import { parse } from "yaml";
import { once } from "../../../plan/once";
import { objectId, type Plan, type PlannedObject } from "../../../plan/plan";
import { at, filesOf, ofKind, workloads } from "../../../plan/vocabulary";
import { allWordsOf } from "./reads";
import { ownSpace } from "./space";

/** A host of the cluster that a configuration file, a command or an environment variable names. */
export interface NamedHost {
  readonly planned: PlannedObject;
  /** File of a ConfigMap, or container. */
  readonly field: string;
  readonly host: string;
  readonly port: number | undefined;
}

type Found = Pick<NamedHost, "host" | "port">;

const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const URL_HOST = /\b([a-z][a-z0-9+-]*):\/\/(?:[^\s/@"']*@)?([a-z0-9.-]+)(?::(\d+))?/g;
const CLUSTER_NAME = new RegExp(
  String.raw`(?<![\w.-])(${LABEL}(?:\.${LABEL})+\.svc(?:\.cluster\.local)?)(?!\.?[\w-])(?::(\d+))?`,
  "g",
);
/** HAProxy's lines that name a server, with a count where they are templates. */
const HAPROXY_SERVER = /^\s*server(?:-template)?\s+\S+\s+(?:[\d-]+\s+)?([a-z][\w.-]*):(\d+)/gm;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, redis: 6379, postgresql: 5432 };

const portOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

/** Schemes whose next word is no host: a bucket's name. */
const HOSTLESS = ["s3"];

/** Hosts in a text of any kind: in URLs, by their name in the cluster's DNS, and as HAProxy's servers. */
function inText(text: string): Found[] {
  const plain = text.replace(/^\s*#.*$/gm, "");
  return [
    ...[...plain.matchAll(URL_HOST)]
      .filter(([, scheme = ""]) => !HOSTLESS.includes(scheme))
      .map(([, scheme = "", host = "", port]) => ({ host, port: portOf(port) ?? DEFAULT_PORTS[scheme] })),
    ...[...plain.matchAll(CLUSTER_NAME)].map(([, host = "", port]) => ({ host, port: portOf(port) })),
    ...[...plain.matchAll(HAPROXY_SERVER)].map(([, host = "", port]) => ({ host, port: portOf(port) })),
  ];
}

/** Members `host` and `port` beside each other, with one prefix, as Synapse and MAS write them. */
function inData(data: unknown): Found[] {
  if (typeof data !== "object" || data === null) return [];
  const own = Object.entries(data).flatMap(([key, host]) => {
    const prefix = /^(\w*)host$/.exec(key)?.[1];
    const port = prefix === undefined ? undefined : at(data, `${prefix}port`);
    return typeof host === "string" && typeof port === "number" ? [{ host, port }] : [];
  });
  return [...own, ...Object.values(data).flatMap(inData)];
}

/** Hosts in each file of a ConfigMap. */
const inFiles = once((planned: PlannedObject): readonly (readonly [string, readonly Found[]])[] =>
  filesOf(planned).map(([file, text]) => [file, inFile(file, text)]),
);

function inFile(name: string, text: string): Found[] {
  if (!/\.(ya?ml|json)$/.test(name) || !text.includes("host")) return inText(text);
  try {
    return [...inText(text), ...inData(parse(text))];
  } catch {
    return inText(text);
  }
}

/** Hosts of the cluster as they are named: everything but addresses, this machine, and names of the world outside. */
function isOfCluster(plan: Plan, planned: PlannedObject, host: string): boolean {
  if (host === "localhost" || /^[\d.]+$/.test(host)) return false;
  const labels = host.split(".");
  if (labels.length === 1 || /\.svc(\.cluster\.local)?$/.test(host)) return true;
  const last = labels.at(-1);
  const isService = ownSpace(plan, planned).services.some(({ object }) => object.metadata.name === last);
  return isService || plan.facts.tenants.some(({ namespace }) => namespace === last);
}

/** Every host of the cluster that the plan's configuration names. */
export const namedHosts = once((plan: Plan): readonly NamedHost[] => {
  const ofFiles = ofKind(plan, "ConfigMap").flatMap((planned) =>
    inFiles(planned).flatMap(([field, found]) => found.map((each) => ({ planned, field, ...each }))),
  );
  const ofContainers = workloads(plan).flatMap((workload) =>
    workload.containers.flatMap((container) =>
      allWordsOf(plan, workload, container)
        .flatMap(inText)
        .map((each) => ({ planned: workload.planned, field: String(at(container, "name")), ...each })),
    ),
  );
  // CloudNativePG gives these settings to the pods of the databases that name the store.
  // A Probe names what asks for it.
  const ofStores = [...ofKind(plan, "ObjectStore"), ...ofKind(plan, "Probe")].flatMap((planned) =>
    inText(JSON.stringify(planned.object.spec ?? {})).map((each) => ({ planned, field: "spec", ...each })),
  );
  const all = [...ofFiles, ...ofContainers, ...ofStores].filter(({ planned, host }) =>
    isOfCluster(plan, planned, host),
  );
  // A name in a URL is found twice; the finding with its port says more.
  const nameOf = ({ planned, field, host }: NamedHost) =>
    `${planned.stack} ${objectId(planned.object)} ${field} ${host}`;
  const withPort = new Set(all.filter(({ port }) => port !== undefined).map(nameOf));
  const told = all.filter((each) => each.port !== undefined || !withPort.has(nameOf(each)));
  return [...new Map(told.map((each) => [`${nameOf(each)}:${each.port}`, each])).values()];
});
