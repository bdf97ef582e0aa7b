import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE, POD } from "../../places";
import { type Mutation, setAt } from "../../rule-case";

const CONTEXT = [...CONTAINER, "securityContext"];

export const good = withContainer({ securityContext: { privileged: false } });
export const bad = changed(good, [...CONTEXT, "privileged"], true);

export const mutations: readonly Mutation[] = [
  { name: "a privileged homeserver", ...setAt(JUSTICE.homeserver, [...CONTEXT, "privileged"], true) },
  {
    name: "a privileged init container",
    ...setAt(JUSTICE.homeserver, [...INIT, "securityContext", "privileged"], true),
  },
  {
    name: "a debug container left in the template",
    ...setAt(JUSTICE.homeserver, [...POD, "ephemeralContainers"], [{ securityContext: { privileged: true } }]),
  },
  { name: "/proc unmasked at the border", ...setAt(BORDER.deployment, [...CONTEXT, "procMount"], "Unmasked") },
  {
    name: "a Windows host process",
    ...setAt(BORDER.deployment, [...POD, "securityContext", "windowsOptions"], { hostProcess: true }),
  },
  {
    name: "one container a Windows host process",
    ...setAt(BORDER.deployment, [...CONTEXT, "windowsOptions"], { hostProcess: true }),
  },
];
