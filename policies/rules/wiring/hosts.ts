import { once, oncePerText, onceWith } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { podNames } from "../../../plan/pod-count";
import { at, filesOf, objectNamed, ofKind, ofKindIn, ownerOf, workloads, yaml } from "../../../plan/vocabulary";
import { allWordsOf } from "./reads";

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
const inText = oncePerText((text): readonly Found[] => {
  const plain = text.replace(/^\s*#.*$/gm, "");
  return [
    ...[...plain.matchAll(URL_HOST)]
      .filter(([, scheme = ""]) => !HOSTLESS.includes(scheme))
      .map(([, scheme = "", host = "", port]) => ({ host, port: portOf(port) ?? DEFAULT_PORTS[scheme] })),
    ...[...plain.matchAll(CLUSTER_NAME)].map(([, host = "", port]) => ({ host, port: portOf(port) })),
    ...[...plain.matchAll(HAPROXY_SERVER)].map(([, host = "", port]) => ({ host, port: portOf(port) })),
  ];
});

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

const inConfiguration = once((data: object): readonly Found[] => inData(data));

/** Hosts in each file of a ConfigMap. */
const inFiles = once((planned: PlannedObject): readonly (readonly [string, readonly Found[]])[] =>
  filesOf(planned).map(([file, text]) => [file, inFile(file, text)]),
);

function inFile(name: string, text: string): readonly Found[] {
  const isData = /\.(ya?ml|json)$/.test(name) && text.includes("host");
  const data = isData ? yaml(text) : undefined;
  return typeof data === "object" && data !== null ? [...inText(text), ...inConfiguration(data)] : inText(text);
}

/** Hosts of the cluster as they are named: everything but addresses, this machine, and names of the world outside. */
function isOfCluster(plan: Plan, planned: PlannedObject, host: string): boolean {
  if (host === "localhost" || /^[\d.]+$/.test(host)) return false;
  const labels = host.split(".");
  if (labels.length === 1 || /\.svc(\.cluster\.local)?$/.test(host)) return true;
  const last = labels.at(-1);
  return (
    ownerOf(plan, last) !== undefined ||
    objectNamed(plan, "Service", planned.object.metadata.namespace, last) !== undefined
  );
}

/** What one object names, each name in each place once. */
function told(plan: Plan, planned: PlannedObject, all: readonly Omit<NamedHost, "planned">[]): NamedHost[] {
  const own = all.filter(({ host }) => isOfCluster(plan, planned, host));
  // A name in a URL is found twice; the finding with its port says more.
  const withPort = new Set(own.filter(({ port }) => port !== undefined).map(({ field, host }) => `${field} ${host}`));
  const said = own.filter(({ field, host, port }) => port !== undefined || !withPort.has(`${field} ${host}`));
  const distinct = new Map(said.map((each) => [`${each.field} ${each.host}:${each.port}`, each]));
  return [...distinct.values()].map(({ field, host, port }) => ({ planned, field, host, port }));
}

const toldOnce = onceWith<PlannedObject, readonly NamedHost[]>();

/** Every host of the cluster that the plan's configuration names. */
export const namedHosts = once((plan: Plan): readonly NamedHost[] => {
  const namedIn = (planned: PlannedObject, parts: readonly unknown[], all: () => Omit<NamedHost, "planned">[]) => {
    const services = ofKindIn(plan, "Service", planned.object.metadata.namespace);
    return toldOnce(planned, [plan.facts.tenants, ...parts, ...services], () => told(plan, planned, all()));
  };
  const ofFiles = ofKind(plan, "ConfigMap").flatMap((planned) =>
    namedIn(planned, [], () => inFiles(planned).flatMap(([field, found]) => found.map((each) => ({ field, ...each })))),
  );
  const ofContainers = workloads(plan).flatMap((workload) =>
    namedIn(workload.planned, [podNames(plan, workload)?.join(" ")], () =>
      workload.containers.flatMap((container) =>
        allWordsOf(plan, workload, container)
          .flatMap(inText)
          .map((each) => ({ field: String(at(container, "name")), ...each })),
      ),
    ),
  );
  // CloudNativePG gives these settings to the pods of the databases that name the store.
  // A Probe names what asks for it.
  const ofStores = [...ofKind(plan, "ObjectStore"), ...ofKind(plan, "Probe")].flatMap((planned) =>
    namedIn(planned, [], () =>
      inText(JSON.stringify(planned.object.spec ?? {})).map((each) => ({ field: "spec", ...each })),
    ),
  );
  return [...ofFiles, ...ofContainers, ...ofStores];
});
