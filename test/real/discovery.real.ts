import { chownSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Fleet, Shard } from "../../fleet/fleet";
import type { Plan } from "../../plan/plan";
import { yamlFile } from "../../stacks/files";
import { discovery } from "../../stacks/identity-server/discovery";
import { Container } from "./container/container";
import { forged, own } from "./discovery/addresses";
import { thisGround } from "./ground";
import { imageFor, USERS, userFiles } from "./images";
import { planOf } from "./plan";

/*
 * Real: the rendered info.yaml, Python's re and PyYAML. Written anew from the source of Sydent's branch, which no registry
 * carries: how the two are used, discovery/match.py.
 */

const answers = z.array(
  z.union([z.strictObject({ hs: z.string(), requires_invite: z.boolean() }), z.strictObject({})]),
);
type Answer = z.output<typeof answers>[number];

let plan: Plan;
let info: string;

beforeAll(async () => {
  plan = await planOf(thisGround(), "prod");
  const map = plan.objects.find(
    ({ object }) =>
      object.kind === "ConfigMap" &&
      object.metadata.namespace === "tchap-identity-server" &&
      object.metadata.name === "identity-server",
  );
  info = z.looseObject({ data: z.looseObject({ "info.yaml": z.string() }) }).parse(map?.object).data["info.yaml"];
});

/** Where addresses lead by a file, in their order. */
async function leads(file: string, addresses: readonly string[]): Promise<Answer[]> {
  const ground = thisGround();
  const folder = mkdtempSync(join(ground.scratch, "discovery-"));
  const uid = USERS.synapse ?? 0;
  mkdirSync(join(folder, "etc"));
  chownSync(join(folder, "etc"), uid, uid);
  const image = imageFor(ground, plan, plan.facts.images.synapse.reference);
  const output = await Container.once(
    ground.root,
    {
      name: "discovery",
      hostname: "discovery",
      network: undefined,
      command: ["python", "/discovery/match.py"],
      env: { PATH: image.path, ...image.env },
      mounts: [
        ...image.mounts,
        ...userFiles(join(folder, "etc")),
        { from: join(__dirname, "discovery"), to: "/discovery", writable: false },
      ],
      uid,
      gid: uid,
      groups: [],
      folder: undefined,
    },
    JSON.stringify({ info: file, addresses }),
  );
  return answers.parse(JSON.parse(output));
}

const shardsOf = (role: Fleet["perimeters"][number]["role"]): Shard[] =>
  plan.facts.perimeters.filter((each) => each.role === role && each.state !== "closed").flatMap(({ shards }) => shards);

function externals(): Answer {
  const [shard] = shardsOf("externals");
  if (shard === undefined) throw new Error("There is no shard for externals.");
  return { hs: shard.serverName, requires_invite: true };
}

const domains = () => shardsOf("agents").flatMap(({ emailDomains }) => emailDomains);

/** Every own address of every domain, and the shard that it is to lead to. */
const ownAddresses = () =>
  shardsOf("agents").flatMap(({ serverName, emailDomains }) =>
    emailDomains.flatMap((domain) => own(domain).map((address) => ({ address, hs: serverName }))),
  );

/** Own addresses that lead astray. */
async function lost(file: string): Promise<string[]> {
  const all = ownAddresses();
  const found = await leads(
    file,
    all.map(({ address }) => address),
  );
  return all
    .filter(({ hs }, at) => JSON.stringify(found[at]) !== JSON.stringify({ hs, requires_invite: false }))
    .map(({ address }) => address);
}

/** Ways of forging by which an address gets anywhere but to the externals. */
async function admitted(file: string, rounds: number, of = domains()): Promise<Map<string, string>> {
  const all = forged(of, rounds);
  const found = await leads(
    file,
    all.map(({ address }) => address),
  );
  const wrong = all.filter((_, at) => JSON.stringify(found[at]) !== JSON.stringify(externals()));
  return new Map(wrong.map(({ way, address }) => [way, address]));
}

test("every address of every domain leads to its shard, in lower, upper and mixed case", async () => {
  expect(domains().length).toBeGreaterThan(400);
  expect(await lost(info)).toEqual([]);
});

test("none of more than 10 000 forged addresses leads to a ministry", async () => {
  expect(forged(domains(), 2).length).toBeGreaterThan(10_000);
  expect([...(await admitted(info, 2))]).toEqual([]);
});

test("an unknown domain leads to the externals, by invitation", async () => {
  const unknown = ["a@gmail.com", "a@gouv.fr", "a@example.org", "a@evil.example", "", "nothing"];
  for (const found of await leads(info, unknown)) expect(found).toEqual(externals());
});

test("an exact address leads elsewhere than its domain, in whatever case it is written", async () => {
  const [first, second] = shardsOf("agents");
  const [domain] = first?.emailDomains ?? [];
  if (first === undefined || second === undefined || domain === undefined) throw new Error("Two shards are needed.");
  const exact = `chef.de-projet@${domain}`;
  const perimeters = plan.facts.perimeters.map((perimeter) => ({
    ...perimeter,
    shards: perimeter.shards.map((shard) =>
      shard.name === second.name ? { ...shard, emailAddresses: [exact] } : shard,
    ),
  }));
  const file = yamlFile(discovery({ perimeters }));
  const found = await leads(file, [exact, exact.toUpperCase(), `x${exact}`, exact.replace("-", "x"), `${exact}\n`]);
  const at = (hs: string) => ({ hs, requires_invite: false });
  expect(found).toEqual([
    at(second.serverName),
    at(second.serverName),
    at(first.serverName),
    at(first.serverName),
    externals(),
  ]);
});

test.each([
  ["an open end", (text: string) => text.replaceAll(String.raw`)\Z:`, ").*:"), "something behind"],
  ["$ in place of \\Z", (text: string) => text.replaceAll(String.raw`)\Z:`, ")$:"), "a line break at the end"],
  [
    "a dot that stands for anything",
    (text: string) => text.replace(/@.*(?=\)\\Z:)/g, (domain) => domain.replaceAll("\\", "")),
    "a dot that is another character",
  ],
  ["case folded as Unicode does", (text: string) => text.replaceAll("(?ai:", "(?i:"), "a look-alike"],
  ["any local part", (text: string) => text.replaceAll(/\(\?ai:\[.*?\)\*@/g, "(?ai:.*@"), "a second @ before"],
  ["domains below", (text: string) => text.replaceAll(")*@", String.raw`)*@(?:[^@]*\.)?`), "a domain below"],
] as const)("%s is found", async (_what, change, way) => {
  const changed = change(info);
  expect(changed).not.toBe(info);
  // A tenth of the domains shows it.
  const some = domains().filter((_, at) => at % 10 === 0);
  expect([...(await admitted(changed, 3, some)).keys()]).toContain(way);
});

test("a case that is not folded is found", async () => {
  expect((await lost(info.replaceAll("(?ai:", "(?:"))).length).toBeGreaterThan(1000);
});
