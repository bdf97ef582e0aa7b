import { append, set } from "../../change";
import { environment } from "../../places";
import type { Mutation } from "../../rule-case";
import { FLEET } from "../../small-fleet";
import { smallPlan } from "../../small-plan";

const PUSH = {
  id: "push-google",
  host: "fcm.googleapis.com",
  port: 443,
  through: "border" as const,
  addresses: [],
  reason: "telephones ring",
  data: "ids of events",
  country: "US",
  transfer: "decision of the authority",
  readers: ["push-gateway"],
};
const withPush = (change: object) =>
  smallPlan({ facts: { destinations: [...FLEET.destinations, { ...PUSH, ...change }] } });

export const good = withPush({});
export const bad = withPush({ id: "sentry" });

/** One fact of one destination of prod's. */
function destinationAt(id: string, name: string, value: unknown): Pick<Mutation, "at" | "mutate"> {
  return {
    at: environment(`destination ${id}`),
    mutate: (plan) => {
      const index = plan.facts.destinations.findIndex((each) => each.id === id);
      set(plan, ["facts", "destinations", index, name], value);
    },
  };
}

export const mutations: readonly Mutation[] = [
  { name: "push without a ground", ...destinationAt("push-apple", "transfer", undefined) },
  { name: "push on a ground that says nothing", ...destinationAt("push-google", "transfer", "ok") },
  {
    name: "push that a homeserver reads itself",
    ...destinationAt("push-google", "readers", ["push-gateway", "homeserver"]),
  },
  { name: "push past the border", ...destinationAt("push-apple", "through", "direct") },
  { name: "backups in the United States", ...destinationAt("backup-store", "country", "US") },
  { name: "mail in Switzerland, on a ground", ...destinationAt("mail-relay", "country", "CH") },
  { name: "sign-in in the United Kingdom", ...destinationAt("identity-provider", "country", "GB") },
  {
    name: "something else, declared as a transfer",
    at: environment("destination analytics"),
    mutate: (plan) => append(plan, ["facts", "destinations"], { ...PUSH, id: "analytics" }),
  },
];
