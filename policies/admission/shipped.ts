import type { ObjectRule, PlanRule } from "../rule";
import K8S10 from "../rules/kubernetes/K8S-10-read-only-root";
import K8S11 from "../rules/kubernetes/K8S-11-requests-and-limits";
import K8S13 from "../rules/kubernetes/K8S-13-no-api-token";
import K8S17 from "../rules/kubernetes/K8S-17-not-in-the-default-namespace";
import K8S18 from "../rules/kubernetes/K8S-18-secrets-as-files";
import K8S19 from "../rules/kubernetes/K8S-19-probes";
import NET06 from "../rules/network/NET-06-no-exposed-service";
import NET08 from "../rules/network/NET-08-no-snippets";
import SUP01 from "../rules/supply/SUP-01-images-by-digest";
import SUP02 from "../rules/supply/SUP-02-one-registry";
import { drillsPolicy } from "./drills";
import type { Policy, Settings } from "./policy";
import { removalPolicies } from "./removal";
import { policyOf } from "./rules";

/** What one object alone can say of a rule about many. */
function partOf({ admission, looksAt: _, check: __, ...texts }: PlanRule): ObjectRule {
  if (admission === undefined) throw new Error(`${texts.id} has nothing that one object alone can say.`);
  return { ...texts, kind: "object", ...admission };
}

/** Rules about one object that the API server holds everyone to, whoever writes it and whatever the plan says. */
export const SHIPPED: readonly ObjectRule[] = [
  K8S10,
  K8S11,
  partOf(K8S13),
  partOf(K8S17),
  K8S18,
  K8S19,
  NET06,
  partOf(NET08),
  partOf(SUP01),
  partOf(SUP02),
];

const RESTRICTED = "restricted Pod Security refuses it already";
const DATABASE = "an incident may ask for less than the plan does, and restores have fewer instances";
const ACCESS = "who runs the cluster gives people their rights, and the operator makes roles of its own";

/** Rules about one object that ship no policy, each with the reason. */
export const NOT_SHIPPED: Readonly<Record<string, string>> = {
  "K8S-01": "two namespaces are excepted by waivers that end, and labels are watched by ADM-02's policy",
  "K8S-02": RESTRICTED,
  "K8S-03": RESTRICTED,
  "K8S-04": RESTRICTED,
  "K8S-05": RESTRICTED,
  "K8S-06": RESTRICTED,
  "K8S-07": RESTRICTED,
  "K8S-08": RESTRICTED,
  "K8S-09": RESTRICTED,
  "K8S-12": RESTRICTED,
  "K8S-14": ACCESS,
  "K8S-15": ACCESS,
  "PG-01": DATABASE,
  "PG-02": DATABASE,
  "PG-03": DATABASE,
  "PG-04": DATABASE,
  "PG-05": "the pods that the operator makes are judged as pods",
  "PG-06": DATABASE,
  "PG-07": DATABASE,
  "STA-01": "the annotation is Helm's; what it is for is ADM-02's policy",
};

/** Every policy of an environment. */
export function policies(settings: Settings): Policy[] {
  return [...SHIPPED.map((rule) => policyOf(rule, settings)), ...removalPolicies(settings), drillsPolicy(settings)];
}
