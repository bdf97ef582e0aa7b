import { objectAt, remove, set } from "../../change";
import { denial, deployment, networkPolicy } from "../../objects";
import { BORDER, JUSTICE } from "../../places";
import { addedBeside, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const pod = deployment({ containers: [] });

export const good = smallPlan({ objects: [pod, denial()] });
export const bad = smallPlan({
  objects: [pod, networkPolicy("ingress", { podSelector: {}, policyTypes: ["Ingress"] })],
});

export const mutations: readonly Mutation[] = [
  {
    name: "a pod in a namespace without policies",
    ...addedBeside(JUSTICE.homeserver, deployment({ containers: [] }, "debug", "tchap-debug")),
  },
  {
    name: "without the denial and its own policy, PostgreSQL is open",
    at: JUSTICE.postgres,
    mutate: (plan) => {
      for (const each of [JUSTICE.denial, JUSTICE.postgresPolicy, JUSTICE.dnsPolicy]) remove(plan, each);
    },
  },
  {
    name: "the border's pods are selected by another label than theirs",
    at: BORDER.deployment,
    mutate: (plan) => {
      set(objectAt(plan, BORDER.policy), ["spec", "podSelector", "matchLabels"], { app: "squid" });
      remove(plan, { stack: "prod-services", object: "NetworkPolicy/tchap-border/default-deny" });
    },
  },
  {
    name: "nothing selects a homeserver for egress",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      set(objectAt(plan, JUSTICE.denial), ["spec", "policyTypes"], ["Ingress"]);
      set(objectAt(plan, JUSTICE.homeserverPolicy), ["spec", "policyTypes"], ["Ingress"]);
      remove(plan, JUSTICE.dnsPolicy);
    },
    // PostgreSQL's own policy still selects its pods both ways.
  },
];
