import { at, list, texts } from "../../../plan/vocabulary";
import { copyValues, rcloneConfig } from "../../../stacks/media-store/media-copy";
import { MEDIA_STORE_ENDPOINT } from "../../../stacks/media-store/places";
import { buildPlan, ENVIRONMENTS, theObject } from "../../plan/plans";
import { fleetOf } from "../fleets";

/** The sections of an INI file as rclone reads it. */
function sections(text: string): Record<string, Record<string, string>> {
  const read: Record<string, Record<string, string>> = {};
  let here: Record<string, string> = {};
  for (const line of text.split("\n").filter((each) => each !== "")) {
    const [, name] = /^\[(.+)\]$/.exec(line) ?? [];
    const [, key, value] = /^(\w+) = (.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      here = {};
      read[name] = here;
    } else if (key !== undefined && value !== undefined) here[key] = value;
    else throw new Error(`rclone cannot read ${line}`);
  }
  return read;
}

test("rclone.conf reads back as what was typed, and holds no secret", () => {
  for (const environment of ENVIRONMENTS) {
    const fleet = fleetOf(environment);
    const read = sections(copyValues(fleet).files["rclone.conf"] ?? "");
    const typed = Object.entries(rcloneConfig(fleet)).map(([name, settings]) => [
      name,
      Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)])),
    ]);
    expect(read).toEqual(Object.fromEntries(typed));
    const keys = Object.values(read).flatMap((section) => Object.keys(section));
    expect(keys.filter((key) => /access_key|secret|password|token/.test(key))).toEqual([]);
  }
});

test("every shard's bucket is copied to one of its own at the second site", () => {
  for (const environment of ENVIRONMENTS) {
    const fleet = fleetOf(environment);
    const {
      source,
      target,
      "media-store": from,
      "second-site": to,
    } = sections(copyValues(fleet).files["rclone.conf"] ?? "");
    const pairs = (text: string | undefined) =>
      new Map((text ?? "").split(" ").map((each) => [each.split("=")[0], each]));
    const shards = fleet.perimeters.filter(({ state }) => state !== "closed").flatMap((each) => each.shards);
    expect([...pairs(source?.upstreams).values()]).toEqual(
      shards.map(({ name, stateful }) => `${name}=media-store:${stateful.mediaBucket}`),
    );
    expect([...pairs(target?.upstreams).keys()]).toEqual([...pairs(source?.upstreams).keys()]);
    expect(new Set(pairs(target?.upstreams).values()).size).toBe(shards.length);
    expect([from?.endpoint, to?.endpoint]).toEqual([MEDIA_STORE_ENDPOINT, fleet.mediaCopy.endpoint]);
    expect(from?.shared_credentials_file).not.toBe(to?.shared_credentials_file);
  }
});

test("a wave of deletions ends the run, and credentials of the two sides are different Secrets", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const { object } = theObject(plan, "CronJob", "tchap-media-store", "media-copy");
    const pod = at(object, "spec", "jobTemplate", "spec", "template", "spec");
    const args = texts(at(pod, "containers", 0, "args"));
    expect(args.slice(0, 3)).toEqual(["sync", "source:", "target:"]);
    expect(Number(args[args.indexOf("--max-delete") + 1])).toBeGreaterThan(0);
    // By itself rclone deletes up to its limit, and fails then.
    const rehearsed = texts(at(pod, "initContainers", 0, "args"));
    expect(rehearsed).toEqual([...args, "--dry-run", "--log-level", "ERROR"]);
    const secrets = list(at(pod, "volumes")).flatMap((volume) => texts([at(volume, "secret", "secretName")]));
    expect([...secrets].sort()).toEqual(["media-copy-source", "media-copy-target"]);
    expect(at(object, "spec", "suspend")).not.toBe(true);
  }
});

test("it reaches the store and the border, and the border lets it out to the second site", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const { hostname } = new URL(plan.facts.mediaCopy.endpoint);
    const squid = theObject(plan, "ConfigMap", "tchap-border", "border").object;
    expect(String(at(squid, "data", "squid.conf"))).toContain(`dstdomain -n ${hostname}\n`);
    const policy = theObject(plan, "NetworkPolicy", "tchap-media-store", "media-copy").object;
    expect(list(at(policy, "spec", "ingress"))).toEqual([]);
    const ports = list(at(policy, "spec", "egress")).flatMap((rule) => list(at(rule, "ports")));
    expect(ports.map((port) => at(port, "port"))).toEqual([3900, 3128]);
  }
});
