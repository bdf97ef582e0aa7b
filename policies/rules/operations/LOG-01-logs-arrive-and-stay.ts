import { once } from "../../../plan/once";
import type { Plan } from "../../../plan/plan";
import { at, filesLike, list, ofKind, podSpec, type TextFile, texts } from "../../../plan/vocabulary";
import { against, plannedOf, planRule, remark, remarkAtEnvironment, subjectAtEnvironment } from "../../rule";

/** PSSIE, EXP-CONS-JOUR: twelve rolling months. */
const LEAST_MONTHS = 12;

/** CNIL, délibération 2021-122: a year, three in most cases where a reason is shown. */
const MOST_MONTHS = 12;
const MOST_MONTHS_WITH_REASON = 36;

/** ANSSI-PA-012, R5: sources of time that agree; one alone could be wrong. */
const LEAST_CLOCKS = 2;

/** Configurations of rsyslog, known by its modules. */
const rsyslogFiles = filesLike((text) => /^\s*(module\(load=|input\(type=|action\([^)]*type="omfwd")/m.test(text));

const collectors = once((plan: Plan): readonly TextFile[] =>
  rsyslogFiles(plan).map((each) => ({ ...each, text: each.text.replace(/^\s*#.*$/gm, "") })),
);

/** The parameters of every statement of a kind, by lower-case name. */
function statements(text: string, kind: string): Map<string, string>[] {
  return [...text.matchAll(new RegExp(`\\b${kind}\\(((?:[^")]|"(?:[^"\\\\]|\\\\.)*")*)\\)`, "g"))].map(
    ([, body = ""]) =>
      new Map(
        [...body.matchAll(/([\w.]+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = "", value = ""]) => [
          name.toLowerCase(),
          value,
        ]),
      ),
  );
}

/** What is wrong with how long logs are kept: too short hides an intrusion, too long watches people. */
function retentionFaults({ facts }: Plan): string[] {
  const { retentionMonths: months, longerBecause } = facts.logs;
  if (months < LEAST_MONTHS) return [`are kept ${months} months, not ${LEAST_MONTHS}`];
  if (months > MOST_MONTHS_WITH_REASON) return [`are kept ${months} months, over ${MOST_MONTHS_WITH_REASON}`];
  return months > MOST_MONTHS && longerBecause === undefined
    ? [`are kept ${months} months, and nothing says why longer than ${MOST_MONTHS}`]
    : [];
}

function shippingFaults({ facts }: Plan, text: string): string[] {
  const { host, port } = facts.logs;
  const forwards = statements(text, "action").filter((each) => each.get("type") === "omfwd");
  const is = (each: Map<string, string>, name: string, value: string) => each.get(name.toLowerCase()) === value;
  return [
    ...(forwards.length > 0 ? [] : ["ships nothing"]),
    ...forwards.flatMap((each) => [
      ...(is(each, "target", host) && is(each, "port", String(port))
        ? []
        : [`ships to ${each.get("target")}:${each.get("port")}, not to the declared store`]),
      ...(is(each, "protocol", "tcp") && is(each, "streamDriverMode", "1") ? [] : ["ships without TLS"]),
      ...(is(each, "streamDriverAuthMode", "x509/name") &&
      is(each, "streamDriverPermittedPeers", host) &&
      each.has("streamdriver.cafile")
        ? []
        : ["does not verify whom it ships to"]),
      ...(each.has("streamdriver.certfile") && each.has("streamdriver.keyfile") ? [] : ["does not say who ships"]),
      ...(is(each, "action.resumeRetryCount", "-1") ? [] : ["gives lines up when the store is away"]),
    ]),
  ];
}

function bufferFaults(text: string): string[] {
  const queues = [...statements(text, "ruleset"), ...statements(text, "action")].filter(
    (each) => each.has("queue.type") || each.has("queue.filename"),
  );
  const kept = queues.some(
    (each) =>
      /^(Disk|LinkedList|FixedArray)$/i.test(each.get("queue.type") ?? "") &&
      each.has("queue.filename") &&
      each.get("queue.saveonshutdown") === "on",
  );
  return kept ? [] : ["keeps no lines on disk while the store is away"];
}

/** Namespaces whose pods' files are read: each by its own name, since a shorter pattern would take a longer name's. */
function coverFaults({ facts }: Plan, text: string): string[] {
  const files = statements(text, "input")
    .filter((each) => each.get("type") === "imfile")
    .map((each) => each.get("file") ?? "");
  return facts.tenants
    .filter(({ namespace }) => !files.some((file) => new RegExp(`/${namespace}_\\*/\\*/\\*\\.log$`).test(file)))
    .map(({ namespace }) => `does not read ${namespace}`);
}

/** A collector on each node of every pool, those that others keep away from included. */
function nodeFaults(plan: Plan, { planned }: TextFile): string[] {
  const { namespace, name } = planned.object.metadata;
  const own = ofKind(plan, "DaemonSet").filter(
    ({ object }) =>
      object.metadata.namespace === namespace &&
      list(at(podSpec(object), "volumes")).some((volume) => at(volume, "configMap", "name") === name),
  );
  const [daemons] = own;
  if (daemons === undefined) return ["is given to no DaemonSet: nodes would be without a collector"];
  const pod = podSpec(daemons.object);
  const selected = Object.entries(Object(at(pod, "nodeSelector"))).filter(([key]) => key !== "kubernetes.io/os");
  const terms = list(
    at(pod, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"),
  );
  const pools = plan.facts.cluster.nodePools.map(({ name: pool }) => pool);
  const missed =
    terms.length === 0
      ? []
      : pools.filter(
          (pool) =>
            !terms.some((term) =>
              list(at(term, "matchExpressions")).every(
                (each) => at(each, "operator") === "Exists" || texts(at(each, "values")).includes(pool),
              ),
            ),
        );
  // A pool that is kept free by a taint is missed by whoever tolerates named ones alone.
  const isEverywhere = list(at(pod, "tolerations")).some(
    (each) => at(each, "operator") === "Exists" && at(each, "key") === undefined && at(each, "effect") === undefined,
  );
  return [
    ...(isEverywhere ? [] : ["is kept away from nodes with taints, which it does not all tolerate"]),
    ...(selected.length === 0 ? [] : [`runs on nodes with ${selected.map(([key]) => key).join(", ")} alone`]),
    ...missed.map((pool) => `does not run in the pool ${pool}`),
  ];
}

export default planRule({
  id: "LOG-01",
  title: {
    fr: "Journaux centralisés en TLS, de tous les espaces, mis en attente si le puits est absent, durée déclarée de douze mois, plus longue avec un motif",
    en: "Logs of every namespace are shipped by TLS, held while the store is away, and declared to be kept twelve months, longer with a reason",
  },
  why: "Après une intrusion, ce qui n'est pas parti du nœud a été effacé ; la PSSIE demande douze mois glissants, là où SecNumCloud se contente de six ; au-delà, la CNIL (délibération 2021-122) demande un motif.",
  remedy: "Corrigez logs dans environment.yaml, ou stacks/log-collector/config.ts.",
  severity: "high",
  controls: [
    "PSSIE:EXP-CONS-JOUR",
    "SNC:12.6.c",
    "SNC:12.8.a",
    "PA012:R5",
    "PA012:R9",
    "PA012:R10",
    "PA012:R17",
    "PA012:R2",
    "PA012:R8",
    "PA012:R9-",
    "PA012:R12",
    "PA012:R14",
    "PA012:R14-",
    "PA012:R16",
    "PA012:R25",
    "PA012:R29",
    "PA075:R10",
    "PA075:R67",
    "PA075:R68",
    "TLS:R5",
    "TLS:R8",
    "PSSIE:RES-PROT",
    "PSSIE:EXP-GES-ANTIVIR",
    "PSSIE:EXP-JOUR-SUR",
    "PSSIE:EXP-GES-DYN",
    "PSSIE:EXP-CI-TRAC",
    "II901:Article 10",
    "SNC:12.6.a",
    "SNC:12.6.e",
    "SNC:12.7.b",
    "SNC:12.7.c",
  ],
  looksAt: "the collector's configuration and its DaemonSet against every namespace and pool, and the declared store",
  check: (plan) => {
    const { logs } = plan.facts;
    const found = collectors(plan);
    const say = (message: string) => remarkAtEnvironment(plan, "logs", "logs", message);
    const declared = [
      ...retentionFaults(plan).map((fault) => say(`${fault}.`)),
      ...(new Set(logs.clock).size >= LEAST_CLOCKS ? [] : [say("have one clock alone, which may be wrong.")]),
      ...(found.length > 0 ? [] : [say("are collected by nothing of the plan.")]),
    ];
    const configured = found.flatMap((each) =>
      [
        ...shippingFaults(plan, each.text),
        ...bufferFaults(each.text),
        ...coverFaults(plan, each.text),
        ...nodeFaults(plan, each),
      ].map((fault) => remark(each.planned, each.file, `${fault}.`)),
    );
    return {
      looked: against(plannedOf(found), subjectAtEnvironment(plan, "logs")),
      findings: [...declared, ...configured],
    };
  },
});
