import { set, stackOf } from "../../change";
import { JUSTICE, SHARD_STACKS } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const stack = (backend: Record<string, string>) => ({ "test-alpha": { terraform: { backend: { http: backend } } } });
const address = "https://state.example/test-alpha";

export const good = smallPlan({ terraform: stack({ address, lock_address: `${address}/lock` }) });
export const bad = smallPlan({ terraform: stack({ address: address.replace("https", "http") }) });

const backend = (...path: readonly string[]) => ["terraform", "terraform", "backend", ...path];
const inBackend = (name: string, value: string): Pick<Mutation, "at" | "mutate"> => ({
  at: JUSTICE.terraform,
  mutate: (plan) => set(stackOf(plan, JUSTICE.stack), backend("http", name), value),
});

export const mutations: readonly Mutation[] = [
  { name: "without TLS", ...inBackend("address", "http://gitlab.tchap.example/state") },
  { name: "a lock without TLS", ...inBackend("lock_address", "http://gitlab.tchap.example/state/lock") },
  { name: "an unlock without TLS", ...inBackend("unlock_address", "http://gitlab.tchap.example/state/lock") },
  { name: "a password in the stack", ...inBackend("password", "TF_PASSWORD") },
  {
    name: "on the disk of whoever deploys",
    at: JUSTICE.terraform,
    mutate: (plan) => set(stackOf(plan, JUSTICE.stack), backend(), { local: { path: "terraform.tfstate" } }),
  },
  {
    name: "in two places",
    at: JUSTICE.terraform,
    mutate: (plan) => set(stackOf(plan, JUSTICE.stack), backend("kubernetes"), { secret_suffix: "x" }),
  },
  {
    name: "in Ireland",
    at: JUSTICE.terraform,
    mutate: (plan) => set(plan, ["facts", "stateBackend", "country"], "IE"),
    also: [...SHARD_STACKS, "prod-platform", "prod-services"],
  },
];
