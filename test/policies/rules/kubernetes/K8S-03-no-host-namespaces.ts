import { changed } from "../../change";
import { deployment } from "../../objects";
import { BORDER, JUSTICE, POD } from "../../places";
import { type Mutation, setAt } from "../../rule-case";

export const good = deployment({ hostNetwork: false });
export const bad = changed(good, [...POD, "hostNetwork"], true);

export const mutations: readonly Mutation[] = [
  {
    name: "the border on the node's network, where no policy acts",
    ...setAt(BORDER.deployment, [...POD, "hostNetwork"], true),
  },
  { name: "a homeserver among the node's processes", ...setAt(JUSTICE.homeserver, [...POD, "hostPID"], true) },
  { name: "a homeserver in the node's IPC", ...setAt(JUSTICE.homeserver, [...POD, "hostIPC"], true) },
  {
    name: "kernel settings of the node",
    ...setAt(JUSTICE.homeserver, [...POD, "securityContext", "sysctls"], [{ name: "kernel.msgmax", value: "1" }]),
  },
];
