import { thisProject } from "../../../cli/project";
import { restorePlan } from "../../../cli/restore-plan/restore-plan";
import type { RestorePlan, RestoreStep } from "../../../cli/restore-plan/steps";
import { type KubernetesObject, objectId } from "../../../plan/plan";
import { at, containersOf, list, podSpec, synapseYaml } from "../../../plan/vocabulary";
import { buildPlan } from "../../plan/plans";

const AT = "2026-11-22T08:41:00Z";

const planOf = (environment: string, shard: string) =>
  restorePlan(thisProject(), environment, shard, { at: AT, today: "2026-11-23" });

function stepOf(plan: RestorePlan, id: string): RestoreStep {
  const found = plan.steps.find((step) => step.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
}

function theOne(step: RestoreStep, kind: string, name: string): KubernetesObject {
  const found = step.objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind}/${name} in ${step.id}`);
  return found;
}

/** A shard of one process that ProConnect signs in to, and one of many processes with its own authentication service. */
const SHARDS = [
  ["dev", "dev01"],
  ["prod", "education"],
] as const;

describe.each(SHARDS)("%s %s", (environment, shard) => {
  let plan: RestorePlan;
  let live: readonly KubernetesObject[];
  beforeAll(async () => {
    plan = await planOf(environment, shard);
    live = (await buildPlan(environment)).plan.objects.map(({ object }) => object);
  });

  test("every object is in the isolated namespace, and none twice", () => {
    const isolated = plan.steps.filter(({ id }) => id !== "make-live").flatMap(({ objects }) => objects);
    expect(new Set(isolated.map(objectId)).size).toBe(isolated.length);
    for (const { kind, metadata } of isolated)
      expect(kind === "Namespace" ? metadata.name : metadata.namespace).toBe(plan.namespace);
    expect(plan.namespace).toBe(`tchap-${shard}-restore`);
  });

  test("the frame of the namespace is what a deploy makes for restores, to the letter", () => {
    const deployed = live.filter(
      ({ kind, metadata }) => (kind === "Namespace" ? metadata.name : metadata.namespace) === plan.namespace,
    );
    const sorted = (objects: readonly KubernetesObject[]) =>
      [...objects].sort((a, b) => (objectId(a) < objectId(b) ? -1 : 1));
    expect(sorted(stepOf(plan, "namespace").objects)).toEqual(sorted(deployed));
  });

  test("one database, to the instant, from the live shard's archive, archiving nothing", () => {
    const { spec } = theOne(stepOf(plan, "database"), "Cluster", "postgres");
    expect(spec).toMatchObject({
      instances: 1,
      bootstrap: { recovery: { recoveryTarget: { targetTime: AT } } },
      externalClusters: [{ plugin: { parameters: { serverName: "postgres" } } }],
    });
    expect(at(spec, "plugins")).toBeUndefined();
    expect(JSON.stringify(stepOf(plan, "database").objects)).not.toContain("ScheduledBackup");
  });

  test("every Synapse process empties the one-time keys before it starts", () => {
    const processes = stepOf(plan, "serving").objects.filter(({ kind }) => kind === "StatefulSet");
    expect(processes.length).toBeGreaterThan(0);
    for (const process of processes) {
      const gate = list(at(podSpec(process), "initContainers")).find((each) =>
        JSON.stringify(each).includes("tchap_operations.restore_gate"),
      );
      expect([process.metadata.name, gate]).toEqual([process.metadata.name, expect.anything()]);
    }
  });

  test("what serves is the live shard's, but for namespace, isolation and the gate", () => {
    const containers = (objects: readonly KubernetesObject[], namespace: string) =>
      objects
        .filter(({ kind, metadata }) => kind === "StatefulSet" && metadata.namespace === namespace)
        .flatMap((set) => list(at(podSpec(set), "containers")).map((each) => [set.metadata.name, each]))
        .map((each) => JSON.stringify(each).replaceAll(`tchap-${shard}-restore`, `tchap-${shard}`))
        .sort();
    const served = containers(stepOf(plan, "serving").objects, plan.namespace);
    expect(served.length).toBeGreaterThan(0);
    expect(served).toEqual(containers(live, `tchap-${shard}`));
  });

  test("it speaks to nobody: no way out but names and the media store, and an empty whitelist", () => {
    const policies = stepOf(plan, "serving").objects.filter(({ kind }) => kind === "NetworkPolicy");
    expect(policies.length).toBeGreaterThan(0);
    for (const { spec } of policies)
      for (const rule of list(at(spec, "egress"))) {
        const peers = list(at(rule, "to"));
        expect(peers.length).toBeGreaterThan(0);
        for (const peer of peers) {
          expect(at(peer, "ipBlock")).toBeUndefined();
          const to = at(peer, "namespaceSelector", "matchLabels", "kubernetes.io/metadata.name");
          expect([undefined, "tchap-media-store"]).toContain(to);
          expect(at(peer, "namespaceSelector") === undefined || to !== undefined).toBe(true);
        }
      }
    const config = theOne(stepOf(plan, "serving"), "ConfigMap", "homeserver");
    const settings = synapseYaml(String(at(config, "data", "homeserver.yaml")));
    expect(at(settings, "federation_domain_whitelist")).toEqual([]);
  });

  test("nothing in it acts by the clock or by load", () => {
    const kinds = new Set(stepOf(plan, "serving").objects.map(({ kind }) => kind));
    expect(kinds).not.toContain("CronJob");
    expect(kinds).not.toContain("HorizontalPodAutoscaler");
  });

  test("every Secret that its pods mount is named, and none of them has a value", () => {
    const isolated = plan.steps.flatMap(({ objects }) => objects);
    expect(isolated.filter(({ kind }) => kind === "Secret")).toEqual([]);
    const mounted = isolated.flatMap((object) =>
      list(at(podSpec(object), "volumes")).flatMap((volume) => {
        const name = at(volume, "secret", "secretName");
        return typeof name === "string" ? [name] : [];
      }),
    );
    const said = stepOf(plan, "secrets").notes.join("\n");
    // CloudNativePG makes its own, and the drill has one more.
    const others = ["postgres-app", "postgres-ca", "restore-database"];
    for (const name of new Set(mounted)) if (!others.includes(name)) expect(said).toContain(`${name} (`);
    const present = stepOf(plan, "secrets-there").commands.join("\n");
    expect(present).toContain(
      `get secret homeserver-signing-key --output=json | jq --exit-status '.data | has("signing.key")'`,
    );
  });

  test("keys of the drills are not the live shard's: they are never copied", () => {
    const copies = stepOf(plan, "secrets").commands.join("\n");
    expect(copies).toContain("get secret homeserver-signing-key");
    for (const name of ["postgres-backup", "media-store-key"]) expect(copies).not.toContain(name);
  });

  test("the Job that judges the database runs as the drill does, on the same checks", () => {
    const job = theOne(stepOf(plan, "verify"), "Job", "restore-verify");
    const [container] = containersOf(podSpec(job));
    expect(container).toMatchObject({
      command: ["python", "-m", "tchap_operations.restore_verify"],
      args: ["--config", "/etc/restore-verify/verify.json"],
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
    });
    const drill = theOne(stepOf(plan, "namespace"), "CronJob", "restore-drill");
    const template = podSpec(drill);
    for (const key of ["serviceAccountName", "nodeSelector", "priorityClassName", "securityContext"])
      expect([key, at(podSpec(job), key)]).toEqual([key, at(template, key)]);
    const config = theOne(stepOf(plan, "verify"), "ConfigMap", "restore-verify");
    expect(JSON.parse(String(at(config, "data", "verify.json")))).toMatchObject({
      targetTime: AT,
      database: { host: "postgres-rw", sslMode: "verify-full", passwordFile: "/run/secrets/database/password" },
      media: { bucket: `media-${shard}`, credentialsFile: "/run/secrets/media/credentials" },
    });
  });

  test("no drill begins while it is restored, and drills begin again when it is removed", () => {
    const first = stepOf(plan, "empty").commands;
    expect(first[0]).toMatch(/--namespace=tchap-restore-drills scale deployment\/restore-drills --replicas=0$/);
    expect(live.map(objectId)).toContain(
      objectId({
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "restore-drills", namespace: "tchap-restore-drills" },
      }),
    );
    const last = stepOf(plan, "discard").commands.at(-1);
    expect(last).toMatch(/--namespace=tchap-restore-drills scale deployment\/restore-drills --replicas=1$/);
    expect(stepOf(plan, "database").commands.join("\n")).toMatch(/ create --filename=objects\/\d+-database\.yaml$/);
  });

  test("before it is made live, all that writes to the live one is stopped, and started after the deploy", () => {
    const { commands } = stepOf(plan, "make-live");
    const place = (text: string) => commands.findIndex((command) => command.includes(text));
    const removal = place("delete cluster/postgres");
    const deploy = place("footprint deploy");
    const writers = live.filter(({ metadata }) => metadata.namespace === `tchap-${shard}`);
    const has = (kind: string, name: string) =>
      writers.some((object) => object.kind === kind && object.metadata.name === name);
    const stops = [
      "delete horizontalpodautoscalers --all",
      "scale statefulset --selector=app.kubernetes.io/name=homeserver --replicas=0",
      ...(has("Deployment", "authentication") ? ["scale deployment/authentication --replicas=0"] : []),
      ...(has("CronJob", "account-expiry")
        ? ['patch cronjob/account-expiry --patch=\'{"spec":{"suspend":true}}\'']
        : []),
      "wait --for=delete pod",
      "pg_create_restore_point",
      "pg_switch_wal",
      "FROM pg_stat_archiver",
    ];
    const places = stops.map(place);
    expect(places).not.toContain(-1);
    expect(place("annotate cluster/postgres tchap/removal-acknowledged=postgres")).toBe(removal - 1);
    expect([...places, removal, deploy]).toEqual([...places, removal, deploy].sort((a, b) => a - b));
    expect(place("xargs -r kubectl")).toBeGreaterThan(deploy);
    expect(place('"suspend":false') > deploy).toBe(has("CronJob", "account-expiry"));
    expect(place("deployment/authentication") >= 0).toBe(has("Deployment", "authentication"));
  });

  test("each command that names a file names one that is written, and goes to the environment's own cluster", () => {
    for (const { commands } of plan.steps)
      for (const command of commands) {
        expect(command).not.toMatch(/objects\/</);
        if (command.includes("kubectl")) expect(command).toContain(`--context=tchap-${environment} `);
      }
  });
});

test("steps are in the order in which they must be done", async () => {
  const { steps } = await planOf("dev", "dev01");
  expect(steps.map(({ id }) => id)).toEqual([
    "empty",
    "namespace",
    "secrets",
    "secrets-there",
    "database",
    "database-ready",
    "verify",
    "serving",
    "serving-ready",
    "one-time-keys",
    "look",
    "discard",
    "make-live",
    "federation",
  ]);
});
