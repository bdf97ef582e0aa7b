import { set, stackOf } from "../../change";
import { environment, JUSTICE } from "../../places";
import { factAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

export const good = smallPlan({ terraform: { "test-alpha": { provider: { kubernetes: [], helm: [] } } } });
export const bad = smallPlan({ facts: { registry: "ghcr.io/somebody" } });

export const mutations: readonly Mutation[] = [
  {
    name: "backups in Paris, at Amazon's",
    ...factAt("backup", ["backup", "endpoint"], "https://s3.eu-west-3.amazonaws.com"),
    at: environment("backup"),
  },
  {
    name: "media at Cloudflare's",
    ...factAt("mediaCopy", ["mediaCopy", "endpoint"], "https://x.r2.cloudflarestorage.com"),
  },
  { name: "images from GitHub", ...factAt("registry", ["registry"], "ghcr.io/tchap") },
  {
    name: "images from a cloud's own registry",
    ...factAt("registry", ["registry"], "europe-west9-docker.pkg.dev/tchap"),
  },
  {
    name: "runbooks on GitLab's own service",
    ...factAt("monitoring", ["monitoring", "runbooks"], "https://gitlab.com/tchap/runbooks"),
  },
  {
    name: "state on GitLab's own service",
    ...factAt("stateBackend", ["stateBackend", "address"], "https://gitlab.com/api/v4/projects/1/terraform/state"),
  },
  {
    name: "mail by a provider from abroad",
    at: environment("destination mail-relay"),
    mutate: (plan) => {
      const index = plan.facts.destinations.findIndex(({ id }) => id === "mail-relay");
      set(plan, ["facts", "destinations", index, "host"], "smtp.sendgrid.net");
    },
  },
  {
    name: "a stack that makes something at a cloud's",
    at: JUSTICE.terraform,
    mutate: (plan) => set(stackOf(plan, JUSTICE.stack), ["terraform", "provider", "aws"], [{ region: "eu-west-3" }]),
  },
];
