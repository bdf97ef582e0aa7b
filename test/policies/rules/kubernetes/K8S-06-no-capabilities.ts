import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const FIELD = ["securityContext", "capabilities"];

export const good = withContainer({ securityContext: { capabilities: { drop: ["ALL"] } } });
export const bad = changed(good, [...CONTAINER, ...FIELD, "drop"], ["NET_RAW"]);

export const mutations: readonly Mutation[] = [
  { name: "an init container without drop ALL", ...unsetAt(JUSTICE.homeserver, [...INIT, ...FIELD]) },
  {
    name: "the border may bind low ports and more",
    ...setAt(BORDER.deployment, [...CONTAINER, ...FIELD, "add"], ["NET_ADMIN"]),
  },
  {
    name: "drops one capability, not all",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, ...FIELD, "drop"], ["NET_RAW"]),
  },
];
