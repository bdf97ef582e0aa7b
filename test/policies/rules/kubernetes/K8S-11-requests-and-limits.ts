import { lacking } from "../../change";
import { RESOURCES, withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

export const good = withContainer({ resources: RESOURCES });
export const bad = lacking(good, [...CONTAINER, "resources", "limits", "memory"]);

export const mutations: readonly Mutation[] = [
  { name: "no limits on the border", ...unsetAt(BORDER.deployment, [...CONTAINER, "resources", "limits"]) },
  { name: "an init container without resources", ...unsetAt(JUSTICE.homeserver, [...INIT, "resources"]) },
  {
    name: "a limit below its request",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "resources", "limits", "cpu"], "100m"),
  },
  {
    name: "a request of nothing",
    ...setAt(BORDER.deployment, [...CONTAINER, "resources", "requests", "memory"], "0"),
  },
  {
    name: "a quantity that is none",
    ...setAt(BORDER.deployment, [...CONTAINER, "resources", "requests", "cpu"], "half"),
  },
  {
    name: "no CPU asked for, which the scheduler takes for none",
    ...setAt(BORDER.deployment, [...CONTAINER, "resources", "requests", "cpu"], "0"),
  },
  {
    name: "a memory limit below its request",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "resources", "limits", "memory"], "1Mi"),
  },
];
