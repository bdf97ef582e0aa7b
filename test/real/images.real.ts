import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Cluster } from "./cluster";
import { Container } from "./container/container";
import { thisGround } from "./ground";
import { USERS } from "./images";
import { planOf } from "./plan";
import { systemFiles } from "./pods/pod";

test("what images/synapse adds passes its own tests on the locked libraries", async () => {
  const ground = thisGround();
  const cluster = await Cluster.start(ground, await planOf(ground, "dev"));
  try {
    const place = await cluster.network.join("unittest", ["pods"]);
    const folder = join(cluster.ground.scratch, "unittest");
    const uid = USERS.synapse ?? 0;
    mkdirSync(join(folder, "tmp"), { recursive: true });
    chownSync(join(folder, "tmp"), uid, uid);
    const image = cluster.image(cluster.plan.facts.images.synapse.reference);
    const who = { namespace: "default", hostname: "unittest", address: place.addresses.pods ?? "" };
    const tests = Container.start(
      ground.root,
      {
        name: "unittest",
        hostname: "unittest",
        network: place.namespace,
        command: ["python", "-m", "unittest"],
        env: { ...image.env, PATH: image.path },
        mounts: [
          ...systemFiles(folder, cluster.node, who),
          ...image.mounts,
          { from: join(folder, "tmp"), to: "/tmp", writable: true },
        ],
        uid,
        gid: uid,
        groups: [],
        folder: image.env.PYTHONPATH,
      },
      join(folder, "unittest.log"),
    );
    expect([await tests.end, tests.tail(60)]).toEqual([0, expect.stringMatching(/^Ran [1-9]\d* tests in .*\n\nOK/m)]);
  } finally {
    await cluster.stop();
  }
});
