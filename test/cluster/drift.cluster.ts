import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { thisProject } from "../../cli/project";
import type { Plan, PlannedObject } from "../../plan/plan";
import { planOf } from "../real/plan";
import { ApiServer, JOB, permissiveDefinitions, READER, type User } from "./drift-ground";
import { thisGround } from "./ground";
import type { Kubernetes } from "./kubernetes";

/*
 * `footprint drift` itself against a real API server that has what dev's plan holds. Nothing stands behind the server:
 * no controller, no operator and no webhook completes an object, so their additions are tried by unit tests alone.
 */

const ground = thisGround();
/** It fills a cluster with a whole environment: on one that it made itself only. */
const here = ground.machine === undefined ? describe.skip : describe;

const STACK = "dev-dev01";
const NAMESPACE = "tchap-dev01";

const field = z.object({ field: z.string(), planned: z.unknown().optional(), live: z.unknown().optional() });
const answer = z.object({
  compared: z.number(),
  missing: z.array(z.object({ id: z.string() })),
  notDeployed: z.array(z.object({ stack: z.string(), objects: z.number() })),
  foreign: z.array(z.object({ id: z.string() })),
  changed: z.array(z.object({ id: z.string(), at: z.object({ file: z.string() }), fields: z.array(field) })),
  notCompared: z.array(z.object({ what: z.string(), objects: z.number(), reason: z.string() })),
});

let plan: Plan;
let server: ApiServer;
let kubernetes: Kubernetes;

function drift(user: User, ...args: string[]) {
  const command = [join(thisProject().root, "bin", "footprint.js"), "--json", "drift", "dev", ...args];
  const env = { ...process.env, KUBECONFIG: server.kubeconfig(user), KUBE_CONFIG_PATH: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8", env, maxBuffer: 1e8 });
  return { code: status, stdout, stderr };
}

/** What the command finds, with its exit code. */
function found(user: User = "admin") {
  const { code, stdout, stderr } = drift(user, "--context", "cluster");
  if (stdout === "") throw new Error(stderr);
  return { code, ...answer.parse(JSON.parse(stdout)) };
}

const patch = (what: string, type: "json" | "merge", change: unknown, namespace = NAMESPACE) =>
  kubernetes.kubectl(["patch", "-n", namespace, what, `--type=${type}`, "-p", JSON.stringify(change)]);

/** What the plan says of an object, to go back to it. */
async function asPlanned(kind: string, name: string): Promise<void> {
  const objects = plan.objects.map(({ object }) => object);
  const one = objects.filter(
    (each) => each.kind === kind && each.metadata.name === name && each.metadata.namespace === NAMESPACE,
  );
  if (one.length !== 1) throw new Error(`${one.length} objects ${kind}/${name}`);
  await kubernetes.kubectl(["replace", "--force", "-f", "-"], JSON.stringify(one[0]));
}

/** Puts objects of the plan into the cluster, what others need first. */
async function deploy(which: (planned: PlannedObject) => boolean): Promise<void> {
  const first = new Set(["Namespace", "PriorityClass"]);
  const objects = plan.objects.filter(which).map(({ object }) => object);
  await kubernetes.apply(objects.filter(({ kind }) => first.has(kind)));
  await kubernetes.apply(objects.filter(({ kind }) => !first.has(kind)));
}

here("drift of a live cluster", () => {
  beforeAll(async () => {
    if (ground.machine === undefined) return;
    plan = await planOf(ground, "dev");
    server = await ApiServer.start({ ...ground.machine, scratch: ground.scratch, kubectl: ground.kubectl });
    kubernetes = server.kubernetes;
    const definitions = permissiveDefinitions();
    await kubernetes.apply(definitions);
    const names = definitions.map(({ metadata }) => `crd/${metadata.name}`);
    await kubernetes.kubectl(["wait", "--for=condition=Established", "--timeout=60s", ...names]);
    await deploy(({ stack }) => stack !== STACK);
  });

  afterAll(async () => {
    await server?.stop();
  });

  test("a stack of which nothing is there is told in one line", async () => {
    const objects = plan.objects.filter(({ stack }) => stack === STACK).length;
    expect(found()).toMatchObject({ code: 1, notDeployed: [{ stack: STACK, objects }], missing: [], changed: [] });
    await deploy(({ stack }) => stack === STACK);
  });

  test("a cluster that has the plan and what belongs beside it has not drifted", async () => {
    const own = (kind: string, name: string, more: object = {}) => ({
      apiVersion: "v1",
      kind,
      metadata: { name, namespace: NAMESPACE, ...more },
    });
    await kubernetes.apply([
      own("ConfigMap", "kube-root-ca.crt"),
      own("Secret", "homeserver-signing-key"),
      own("Secret", "sh.helm.release.v1.shard.v1", { labels: { owner: "helm" } }),
    ]);
    const { code, ...rest } = found();
    expect(rest).toEqual({
      compared: plan.objects.length,
      missing: [],
      notDeployed: [],
      foreign: [],
      changed: [],
      notCompared: [],
    });
    expect(code).toBe(0);
  });

  test("each change is found with its field and both values", async () => {
    await kubernetes.kubectl(["scale", "-n", NAMESPACE, "deployment/router", "--replicas=7"]);
    await patch("deployment/router", "json", [
      { op: "replace", path: "/spec/template/spec/containers/0/image", value: "example.org/other:1" },
      { op: "add", path: "/spec/template/spec/hostNetwork", value: true },
    ]);
    await patch("networkpolicy/allow-dns", "json", [{ op: "add", path: "/spec/egress/-", value: {} }]);
    await patch("configmap/router", "merge", { data: { "added.cfg": "x" } });
    await patch("serviceaccount/router", "merge", { automountServiceAccountToken: true });
    await kubernetes.kubectl([
      "label",
      "namespace",
      NAMESPACE,
      "pod-security.kubernetes.io/enforce=privileged",
      "--overwrite",
    ]);
    const { code, changed, missing, foreign } = found();
    const fields = (id: string) => changed.find((each) => each.id === id)?.fields;
    expect(fields(`Deployment/${NAMESPACE}/router`)).toEqual(
      expect.arrayContaining([
        { field: "spec.replicas", planned: expect.any(Number), live: 7 },
        { field: "spec.template.spec.hostNetwork", live: true },
        expect.objectContaining({ live: "example.org/other:1", planned: expect.stringContaining("haproxy") }),
      ]),
    );
    expect(fields(`NetworkPolicy/${NAMESPACE}/allow-dns`)).toEqual([{ field: "spec.egress[1]", live: {} }]);
    expect(fields(`ConfigMap/${NAMESPACE}/router`)).toEqual([{ field: "data[added.cfg]", live: "x" }]);
    expect(fields(`ServiceAccount/${NAMESPACE}/router`)).toEqual([
      { field: "automountServiceAccountToken", planned: false, live: true },
    ]);
    expect(fields(`Namespace/${NAMESPACE}`)).toEqual([
      { field: "metadata.labels[pod-security.kubernetes.io/enforce]", planned: "restricted", live: "privileged" },
    ]);
    expect(changed).toHaveLength(5);
    expect(changed.every(({ at }) => at.file.startsWith("environments/dev/"))).toBe(true);
    expect([missing, foreign]).toEqual([[], []]);
    expect(code).toBe(1);
    await kubernetes.kubectl([
      "label",
      "namespace",
      NAMESPACE,
      "pod-security.kubernetes.io/enforce=restricted",
      "--overwrite",
    ]);
    for (const [kind, name] of [
      ["Deployment", "router"],
      ["NetworkPolicy", "allow-dns"],
      ["ConfigMap", "router"],
      ["ServiceAccount", "router"],
    ] as const)
      await asPlanned(kind, name);
    expect(found()).toMatchObject({ code: 0, changed: [] });
  });

  test("what is gone and what nobody planned are found, and a Secret by its name alone", async () => {
    await kubernetes.kubectl(["delete", "-n", NAMESPACE, "networkpolicy/default-deny"]);
    const binding = ["--role=x", `--serviceaccount=${NAMESPACE}:router`];
    await kubernetes.kubectl(["create", "rolebinding", "-n", NAMESPACE, "back-door", ...binding]);
    await kubernetes.kubectl(["create", "secret", "generic", "-n", NAMESPACE, "left", "--from-literal=key=seen"]);
    await kubernetes.kubectl(["create", "service", "clusterip", "-n", NAMESPACE, "way-in", "--tcp=80"]);
    const all = found();
    expect(all.missing).toEqual([expect.objectContaining({ id: `NetworkPolicy/${NAMESPACE}/default-deny` })]);
    expect(all.foreign.map(({ id }) => id).sort()).toEqual(
      ["RoleBinding/", "Secret/", "Service/"].map(
        (kind, index) => `${kind}${NAMESPACE}/${["back-door", "left", "way-in"][index]}`,
      ),
    );
    expect(all.code).toBe(1);
    expect(JSON.stringify(all)).not.toContain("seen");
    await kubernetes.kubectl(["delete", "-n", NAMESPACE, "rolebinding/back-door", "secret/left", "service/way-in"]);
    await asPlanned("NetworkPolicy", "default-deny");
  });

  test("the job of the plan, with the plan's own rights and files, finds the same from inside and leaves figures", async () => {
    const configMap = plan.objects.find(
      ({ object: { kind, metadata } }) =>
        kind === "ConfigMap" && metadata.namespace === "tchap-drift" && metadata.name === "drift",
    );
    const settings = z.record(z.string(), z.string()).parse(configMap?.object.data);
    const mounted = join(ground.scratch, "drift-settings");
    mkdirSync(mounted);
    for (const [name, text] of Object.entries(settings)) writeFileSync(join(mounted, name), text);
    const figures = async () => {
      const { code, stdout, stderr } = drift(JOB, "--inside", mounted);
      if (stdout === "") throw new Error(stderr);
      const result = z.object({ data: z.record(z.string(), z.string()) });
      const { data } = await kubernetes.get(result, "configmap", "drift-result", "-n", "tchap-drift");
      return { code, stdout, text: data["figures.txt"] ?? "" };
    };
    const clean = await figures();
    expect([clean.code, clean.code === 0 ? "" : clean.stdout]).toEqual([0, ""]);
    expect(answer.parse(JSON.parse(clean.stdout))).toMatchObject({
      missing: [],
      notDeployed: [],
      foreign: [],
      changed: [],
      notCompared: [],
    });
    const shown = (text: string) =>
      Object.fromEntries([...text.matchAll(/^(tchap_\S+) (\d+)$/gm)].map(([, a, b]) => [a, b]));
    expect(shown(clean.text)).toMatchObject({
      'tchap_drift_objects{drift="changed"}': "0",
      tchap_drift_not_compared: "0",
      tchap_drift_timestamp_seconds: expect.stringMatching(/^[1-9]\d{9}$/),
    });
    await kubernetes.kubectl([
      "label",
      "namespace",
      NAMESPACE,
      "pod-security.kubernetes.io/enforce=privileged",
      "--overwrite",
    ]);
    await kubernetes.kubectl(["scale", "-n", NAMESPACE, "deployment/router", "--replicas=7"]);
    await kubernetes.kubectl(["create", "service", "clusterip", "-n", NAMESPACE, "way-in", "--tcp=80"]);
    const drifted = await figures();
    expect(drifted.code).toBe(0);
    expect(shown(drifted.text)).toMatchObject({
      'tchap_drift_objects{drift="changed"}': "2",
      'tchap_drift_objects{drift="missing"}': "0",
      'tchap_drift_objects{drift="foreign"}': "1",
    });
    // What comparisons leave is no drift itself, from outside neither.
    expect(
      found()
        .changed.map(({ id }) => id)
        .sort(),
    ).toEqual([`Deployment/${NAMESPACE}/router`, `Namespace/${NAMESPACE}`]);
    await kubernetes.kubectl([
      "label",
      "namespace",
      NAMESPACE,
      "pod-security.kubernetes.io/enforce=restricted",
      "--overwrite",
    ]);
    await kubernetes.kubectl(["delete", "-n", NAMESPACE, "service/way-in"]);
    await asPlanned("Deployment", "router");
    await kubernetes.kubectl(["delete", "-n", NAMESPACE, "configmap/perimeter-file"]);
    const without = drift(JOB, "--inside", mounted);
    expect(without.code).toBe(3);
    expect(without.stdout).toContain("deploy that perimeter's stack");
    await asPlanned("ConfigMap", "perimeter-file");
  });

  test("what may not be read, and kinds that the cluster does not know, are told and never a pass", async () => {
    const everything = ["--verb=list", "--resource=deployments.apps,statefulsets.apps,namespaces"];
    await kubernetes.kubectl(["create", "clusterrole", READER, ...everything]);
    await kubernetes.kubectl(["create", "clusterrolebinding", READER, `--clusterrole=${READER}`, `--user=${READER}`]);
    const some = found(READER);
    expect(some).toMatchObject({ code: 3, missing: [], notDeployed: [], foreign: [], changed: [] });
    const policies = plan.objects.filter(({ object }) => object.kind === "NetworkPolicy").length;
    expect(some.notCompared).toContainEqual(
      expect.objectContaining({
        what: expect.stringMatching(/^NetworkPolicy in \d+ namespaces$/),
        objects: policies,
        reason: expect.stringContaining("forbidden"),
      }),
    );
    await kubernetes.kubectl(["delete", "crd", "podmonitors.monitoring.coreos.com"]);
    const without = found();
    expect(without.code).toBe(3);
    expect(without.notCompared).toEqual([
      expect.objectContaining({
        what: expect.stringContaining("PodMonitor"),
        reason: expect.stringContaining("CustomResourceDefinition"),
      }),
    ]);
  });

  test("another context, and a cluster that is not there, are told as such", async () => {
    const wrong = drift("admin");
    expect(wrong.code).toBe(2);
    expect(wrong.stdout).toContain("has no context tchap-dev");
    await server.stop();
    const gone = drift("admin", "--context", "cluster");
    expect(gone.code).toBe(3);
    expect(gone.stdout).toMatch(/cannot be asked|gave no answer/);
  });
});
