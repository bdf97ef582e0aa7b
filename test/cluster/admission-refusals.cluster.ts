import type { KubernetesObject, Plan } from "../../plan/plan";
import { at, ofKind } from "../../plan/vocabulary";
import { DRILLS_ACCOUNT } from "../../policies/admission/drills";
import { SHIPPED } from "../../policies/admission/shipped";
import { eventually } from "../real/container/network";
import { type Api, INVALID } from "./admission/api";
import { ApiServer } from "./admission/api-server";
import { installEnvironment, podsOf } from "./admission/environment";
import { onlyBad } from "./admission/examples";
import { isHere, machine, onMachine, planned } from "./admission/ground";

let server: ApiServer | undefined;
let api: Api;
let plan: Plan;

beforeAll(async () => {
  if (!isHere()) return;
  plan = await planned("prod");
  server = await ApiServer.start(machine(), "refusals");
  api = server.api;
  await installEnvironment(server, plan, machine().crds);
});

afterAll(async () => {
  await server?.stop();
});

onMachine.each(SHIPPED.map((rule) => [rule.id, rule] as const))(
  "what breaks %s alone is refused, in French, with what to do",
  async (_, rule) => {
    const answers: string[] = [];
    for (const object of onlyBad(rule, plan)) answers.push((await api.create(object, { dryRun: true })).message);
    expect(answers).not.toContain("");
    // Some are no valid objects of their kind either, and are refused before.
    const refusals = answers.filter((message) => !INVALID.test(message));
    expect(refusals.length).toBeGreaterThan(0);
    for (const message of refusals) {
      expect(message).toContain(`${rule.id}, ${rule.title.fr}`);
      expect(message).toContain(rule.remedy);
    }
  },
);

onMachine("restricted pods name no host in a probe: Pod Security of 1.34 refuses what K8S-12 does", async () => {
  const pod = podsOf(plan).find(({ metadata }) => metadata.namespace === "tchap-border");
  if (pod === undefined) throw new Error("the border has no pod");
  const [container] = Object(at(pod, "spec", "containers"));
  const probe = { httpGet: { host: "192.0.2.1", port: 80, path: "/" } };
  const bad = { ...pod, spec: { ...Object(pod.spec), containers: [{ ...container, livenessProbe: probe }] } };
  const { status, message } = await api.create(bad, { dryRun: true });
  expect([status, message]).toEqual([403, expect.stringContaining("host")]);
});

onMachine("a container added to a running pod is judged like the others, and may be without sizes", async () => {
  const pod = podsOf(plan).find(({ metadata }) => metadata.namespace === "tchap-border");
  if (pod === undefined) throw new Error("the border has no pod");
  expect(await api.create(pod)).toMatchObject({ status: 201, message: "" });
  const [container] = Object(at(pod, "spec", "containers"));
  const { name: _, image, securityContext } = container;
  const path = `${await api.path(pod)}/${pod.metadata.name}/ephemeralcontainers?dryRun=All`;
  const add = (each: object) =>
    api.call("PATCH", path, {
      type: "application/strategic-merge-patch+json",
      body: { spec: { ephemeralContainers: [{ name: "debug", ...each }] } },
    });
  expect((await add({ image: "docker.io/library/busybox", securityContext })).message).toMatch(/SUP-0[12]/);
  expect(await add({ image, securityContext })).toMatchObject({ status: 200 });
  // What was there before goes on being labelled.
  expect((await api.change(pod, { metadata: { labels: { seen: "yes" } } })).status).toBe(200);
  expect((await api.remove(pod, { dryRun: false })).status).toBe(200);
});

onMachine("what starts drills makes the deployed Job alone: no other command, image, account or volume", async () => {
  const drill = ofKind(plan, "CronJob").find(
    ({ object }) => object.metadata.namespace === "tchap-justice-restore" && object.metadata.name === "restore-drill",
  )?.object;
  if (drill === undefined) throw new Error("no drill");
  const job = (change: object, container: object = {}, namespace = "tchap-justice-restore"): KubernetesObject => {
    const spec = Object(at(drill, "spec", "jobTemplate", "spec"));
    const pod = spec.template.spec;
    const containers = [{ ...pod.containers[0], ...container }];
    return {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "drill", namespace },
      spec: { ...spec, template: { ...spec.template, spec: { ...pod, ...change, containers } } },
    };
  };
  const ask = (object: KubernetesObject) => api.create(object, { dryRun: true, as: DRILLS_ACCOUNT });
  // Before the CronJob is there, there is nothing to start.
  expect((await ask(job({}))).status).not.toBe(201);
  expect((await api.create(drill)).status).toBe(201);
  await eventually("the drill may start", 30, async () => ((await ask(job({}))).status === 201 ? true : undefined));
  const refusal = expect.stringContaining("Seul l'exercice");
  const image = `${plan.facts.images.postgres.reference}`;
  for (const bad of [
    job({}, { command: ["sh", "-c", "cat /run/secrets/*/*"] }),
    job({}, { args: [] }),
    job({}, { image }),
    job({}, { env: [{ name: "A", value: "b" }] }),
    job({ serviceAccountName: "postgres" }),
    job({ volumes: [] }, { volumeMounts: [] }),
  ])
    expect([(await ask(bad)).status, (await ask(bad)).message]).toEqual([422, refusal]);
  // A person may: rights say so, and this policy is not about people.
  expect((await api.create(job({}, { args: [] }), { dryRun: true })).status).toBe(201);
});
