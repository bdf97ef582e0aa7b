import type { Plan } from "../../../../plan/plan";
import { changed, edit, set, stackOf, unset } from "../../change";
import { JUSTICE } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const STATE = "https://state.example/test-alpha";
const json = {
  provider: { kubernetes: [{ config_context: "test" }] },
  terraform: {
    backend: { http: { address: STATE, lock_address: `${STATE}/lock` } },
    required_providers: { kubernetes: { source: "kubernetes", version: "2.38.0" } },
    required_version: ">= 1.11.0, < 2.0.0",
  },
};

export const good = smallPlan({ terraform: { "test-alpha": json } });
export const bad = smallPlan({
  terraform: {
    "test-alpha": changed(json, ["terraform", "required_providers", "kubernetes", "version"], "~> 2.38"),
  },
});

const at = JUSTICE.terraform;
const terraform = (plan: Plan) => stackOf(plan, JUSTICE.stack).terraform;
const changedTo = (path: readonly (string | number)[], value: unknown) => ({
  at,
  mutate: (plan: Plan) => set(terraform(plan), path, value),
});

const BACKEND = ["terraform", "backend"];
const PROVIDERS = ["terraform", "required_providers"];

export const mutations: readonly Mutation[] = [
  { name: "a floating provider", ...changedTo([...PROVIDERS, "kubernetes", "version"], "~> 2.38") },
  { name: "any provider of a major", ...changedTo([...PROVIDERS, "helm", "version"], ">= 3.0.0") },
  { name: "a provider of somebody else's", ...changedTo([...PROVIDERS, "helm", "source"], "example/helm") },
  { name: "one provider under another's name", ...changedTo([...PROVIDERS, "helm", "source"], "hashicorp/kubernetes") },
  {
    name: "the state beside the project",
    ...changedTo(BACKEND, { local: { path: "../../../../state/prod-justice.tfstate" } }),
  },
  { name: "two backends", ...changedTo([...BACKEND, "local"], { path: "state" }) },
  { name: "no backend", at, mutate: (plan) => unset(terraform(plan), BACKEND) },
  { name: "no lock", at, mutate: (plan) => unset(terraform(plan), [...BACKEND, "http", "lock_address"]) },
  {
    name: "another stack's state",
    at,
    mutate: (plan) =>
      edit(terraform(plan), [...BACKEND, "http", "address"], (text) => text.replace("justice", "finances")),
  },
  {
    name: "the state where nobody declared it",
    ...changedTo([...BACKEND, "http", "address"], "https://state.example/prod-justice"),
  },
  {
    name: "whoever keeps the state is not verified",
    ...changedTo([...BACKEND, "http", "skip_cert_verification"], true),
  },
  { name: "any Terraform", at, mutate: (plan) => unset(terraform(plan), ["terraform", "required_version"]) },
  { name: "any newer Terraform", ...changedTo(["terraform", "required_version"], ">= 1.11.0") },
  {
    name: "another environment's cluster",
    ...changedTo(["provider", "kubernetes", 0, "config_context"], "tchap-preprod"),
  },
  { name: "no certificate of the cluster", ...changedTo(["provider", "helm", 0, "kubernetes", "insecure"], true) },
  {
    name: "another stack's state read",
    ...changedTo(["data"], { terraform_remote_state: { finances: { backend: "http" } } }),
  },
];
