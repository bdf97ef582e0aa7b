import { type KubernetesObject, objectId } from "../../plan/plan";
import type { Api } from "./admission/api";
import { installEnvironment, others, podsOf } from "./admission/environment";
import { machine, onMachine, planned, withServer } from "./admission/ground";
import { CRDS } from "./install/crds";

const AT_A_TIME = 8;

/** What the server refuses of many objects, each with its words. */
async function refused(api: Api, objects: readonly KubernetesObject[]): Promise<string[]> {
  const answers: string[] = [];
  const queue = [...objects];
  const ask = async () => {
    for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
      const { status, message } = await api.create(object, { dryRun: true });
      if (status !== 201) answers.push(`${objectId(object)}: ${status} ${message}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, ask));
  return answers.sort();
}

onMachine("the kinds of others are of the versions that prod pins", async () => {
  const { images, charts } = (await planned("prod")).facts;
  expect([CRDS.operator.version, CRDS.barmanPlugin.version, CRDS.certManager.version]).toEqual([
    `v${images.operator.tag}`,
    images.barmanPlugin.tag,
    charts.certManager.version,
  ]);
});

onMachine.each(["dev", "preprod", "prod"])(
  "%s: every rendered object is accepted with no field that its kind does not have, every pod template as a pod",
  async (environment) => {
    const plan = await planned(environment);
    await withServer(environment, async (server) => {
      await installEnvironment(server, plan, machine().crds);
      const [objects, pods] = [others(plan), podsOf(plan)];
      expect(Math.min(objects.length, pods.length)).toBeGreaterThan(20);
      expect(await refused(server.api, objects)).toEqual([]);
      expect(await refused(server.api, pods)).toEqual([]);
      process.stdout.write(`${environment}: ${objects.length} objects and ${pods.length} pods accepted\n`);
    });
  },
);
