import type { Fleet } from "../../fleet/fleet";
import type { KubernetesObject, Plan } from "../../plan/plan";
import { thisGround } from "./ground";
import { type Loaded, loadAll, synapsePods } from "./loader/loader";
import { planOf } from "./plan";

const EXTERNALS = "tchap_synapse.externals.Externals";

/** The first perimeter alone. */
function oneShard(fleet: Fleet): Fleet {
  return { ...fleet, perimeters: fleet.perimeters.slice(0, 1) };
}

function problems(all: readonly Loaded[]): string[] {
  return all.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
}

describe.each(["prod", "preprod", "dev"])("%s", (environment) => {
  test("Synapse takes the configuration of every shard and worker", async () => {
    const ground = thisGround();
    const plan = await planOf(ground, environment);
    const pods = synapsePods(plan);
    expect(pods.length).toBeGreaterThanOrEqual(plan.facts.perimeters.flatMap(({ shards }) => shards).length);
    const all = await loadAll(ground, plan);
    expect(all).toHaveLength(pods.length);
    expect(problems(all)).toEqual([]);
  });
});

describe("a planted mistake is found", () => {
  /** A plan of one shard whose homeserver.yaml ends with another line. */
  async function planted(line: string): Promise<Loaded[]> {
    const ground = thisGround();
    const plan = await planOf(ground, "dev", oneShard);
    const changed = (object: KubernetesObject): KubernetesObject => {
      const data = object.data;
      if (object.kind !== "ConfigMap" || typeof data !== "object" || data === null) return object;
      const files = Object.entries(data).map(([name, text]) => [
        name,
        name === "homeserver.yaml" ? `${text}\n${line}\n` : text,
      ]);
      return { ...object, data: Object.fromEntries(files) };
    };
    const objects: Plan["objects"] = plan.objects.map((each) => ({ ...each, object: changed(each.object) }));
    return loadAll(ground, { ...plan, objects });
  }

  test.each([
    ["a list that is none", "trusted_key_servers: 7", "trusted_key_servers"],
    ["a secret in the configuration", 'registration_shared_secret: "planted"', "registration_shared_secret"],
    ["a module that is not installed", 'modules: [{ module: "planted.Module" }]', "planted"],
    ["a module's setting of another type", `modules: [{ module: "${EXTERNALS}", config: 7 }]`, EXTERNALS],
    ["nothing", "# planted", undefined],
  ])("%s", async (_what, line, complaint) => {
    const found = await planted(line);
    expect(found.length).toBeGreaterThan(0);
    for (const { problem } of found)
      if (complaint === undefined) expect(problem).toBeNull();
      else expect(problem).toContain(complaint);
  });
});
