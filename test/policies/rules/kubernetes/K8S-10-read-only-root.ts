import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const FIELD = ["securityContext", "readOnlyRootFilesystem"];

export const good = withContainer({ securityContext: { readOnlyRootFilesystem: true } });
export const bad = changed(good, [...CONTAINER, ...FIELD], false);

export const mutations: readonly Mutation[] = [
  { name: "the border writes on its root", ...setAt(BORDER.deployment, [...CONTAINER, ...FIELD], false) },
  { name: "an init container leaves it to the default", ...unsetAt(JUSTICE.homeserver, [...INIT, ...FIELD]) },
];
