import { authentication } from "../../../stacks/authentication/authentication";
import { authenticationConfig } from "../../../stacks/authentication/config";
import { ADMIN_CLIENT_ID } from "../../../stacks/authentication/places";
import { TRUSTED_CLAIM } from "../../../stacks/authentication/proconnect";
import { ENVIRONMENTS } from "../../plan/plans";
import { isOf, MAS_SETTINGS } from "./settings";
import { delegating, dev02, type Placed } from "./shards";

const every = () => ENVIRONMENTS.flatMap((environment) => delegating(environment));
const configOf = ({ fleet, shard }: Placed) => authenticationConfig(fleet, shard);

/** Every plain value of nested data with its path, any index as `*`. */
function leaves(value: unknown, path: readonly string[] = []): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path.join("."), value]];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, Array.isArray(value) ? "*" : key]));
}

test("every setting is one that MAS documents, of its type", () => {
  const shards = every();
  expect(shards.length).toBeGreaterThan(0);
  const wrong = shards.flatMap((each) =>
    leaves(configOf(each)).filter(([path, value]) => !isOf(MAS_SETTINGS[path], value)),
  );
  expect(wrong).toEqual([]);
});

test("every file that it names is a mounted key of a Secret, and every mounted key is named", () => {
  for (const each of every()) {
    const values = authentication(each.fleet, each.perimeter, each.shard);
    const mounted = values?.secretMounts.flatMap(({ path, keys }) => keys.map((key) => `${path}/${key}`)) ?? [];
    const named = leaves(configOf(each)).flatMap(([path, value]) => (path.endsWith("_file") ? [String(value)] : []));
    expect([...named].sort()).toEqual([...mounted].sort());
  }
});

test("the admin API is on no listener that the router reaches", () => {
  const { listeners } = configOf(dev02()).http;
  const resources = (name: string) =>
    listeners.find((each) => each.name === name)?.resources.map((resource) => resource.name);
  expect(resources("web")).toEqual(["discovery", "human", "oauth", "compat", "graphql", "assets"]);
  expect(resources("admin")).toEqual(["oauth", "adminapi"]);
  expect(resources("metrics")).toEqual(["health", "prometheus"]);
});

test("only the job that expires accounts may ask for admin rights, and it is a client", () => {
  const { policy, clients } = configOf(dev02());
  expect([policy.data.admin_clients, clients.map((each) => each.client_id)]).toEqual([
    [ADMIN_CLIENT_ID],
    [ADMIN_CLIENT_ID],
  ]);
});

test("ids are ULIDs", () => {
  const { clients, upstream_oauth2 } = configOf(dev02());
  for (const id of [...clients.map((each) => each.client_id), ...upstream_oauth2.providers.map((each) => each.id)])
    expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});

/*
 * A model of MAS' e-mail policy (policies/email/email.rego): the destructured split fails unless there are two parts,
 * a listed domain without wildcards matches itself, and expressions are searched by RE2, where \z is the very end.
 */
function policyAllows(config: ReturnType<typeof configOf>, address: string): boolean {
  const { allowed_domains, emails } = config.policy.data;
  const parts = address.split("@");
  const domain = parts.length === 2 && allowed_domains.some((each) => each === parts[1]);
  const plain = emails.allowed_addresses.regexes.some((each) =>
    new RegExp(each.replace("\\z", "(?![\\s\\S])")).test(address),
  );
  return domain && plain;
}

const OWN = "agents-dev02.tchap.incubateur.net";

test("an agent's address is let in", () => {
  expect(policyAllows(configOf(dev02()), `camille.martin@${OWN}`)).toBe(true);
});

test.each([
  ["the case of 2019", `a@evil.example@${OWN}`],
  ["the same, turned round", `a@${OWN}@evil.example`],
  ["a quoted local part", `"a@evil.example"@${OWN}`],
  ["a comment", `a(evil.example)@${OWN}`],
  ["a full-width @", `a＠evil.example@${OWN}`],
  ["a full-width @ only", `a＠${OWN}`],
  ["a trailing dot", `a@${OWN}.`],
  ["a line break", `a@${OWN}\n`],
  ["a line break and more", `a@${OWN}\n@evil.example`],
  ["a domain below", `a@below.${OWN}`],
  ["a longer domain", `a@evil${OWN}`],
  ["a domain that goes on", `a@${OWN}.evil.example`],
  ["an IDN", `a@аgents-dev02.tchap.incubateur.net`],
  ["its ASCII form", "a@xn--gents-dev02-jjk.tchap.incubateur.net"],
  ["another shard's domain", "a@agents-dev01.tchap.incubateur.net"],
  ["what stands for a Kelvin sign", `?im@${OWN}`],
  ["no local part", `@${OWN}`],
  ["a claim of null", "none"],
])("%s is refused", (_, address) => {
  expect(policyAllows(configOf(dev02()), address)).toBe(false);
});

test("a shard lets in the domains that its perimeter declares, exactly", () => {
  for (const each of every()) expect(configOf(each).policy.data.allowed_domains).toEqual(each.shard.emailDomains);
});

test("without an address nobody gets in, and the policy is asked before anybody does", () => {
  const [provider] = configOf(dev02()).upstream_oauth2.providers;
  expect(provider?.claims_imports).toMatchObject({
    skip_confirmation: false,
    localpart: { action: "require", on_conflict: "fail" },
    email: { action: "require" },
  });
});

test("trust rests on one claim: local part and address are made of it and of nothing else", () => {
  const [provider] = configOf(dev02()).upstream_oauth2.providers;
  const used = [provider?.claims_imports.localpart, provider?.claims_imports.email].flatMap((each) =>
    [...(each?.template ?? "").matchAll(/\b(?:user|\w+_claims)\.\w+/g)].map(([claim]) => claim),
  );
  expect(used).toEqual([`user.${TRUSTED_CLAIM}`, `user.${TRUSTED_CLAIM}`]);
});

test("ProConnect is the only way in", () => {
  const { passwords, account, upstream_oauth2, email } = configOf(dev02());
  expect([passwords.enabled, upstream_oauth2.providers.length, email.transport]).toEqual([false, 1, "blackhole"]);
  expect(Object.values(account)).toEqual([false, false, false, false, false]);
});
