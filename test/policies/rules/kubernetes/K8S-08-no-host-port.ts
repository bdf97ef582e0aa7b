import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, JUSTICE, POD } from "../../places";
import { type Mutation, setAt } from "../../rule-case";

export const good = withContainer({ ports: [{ containerPort: 8008 }] });
export const bad = changed(good, [...CONTAINER, "ports", 0, "hostPort"], 443);

export const mutations: readonly Mutation[] = [
  {
    name: "the border on the node's 3128",
    ...setAt(BORDER.deployment, [...CONTAINER, "ports", 0, "hostPort"], 3128),
  },
  {
    name: "a homeserver's metrics on the node",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "ports", 1, "hostPort"], 9001),
  },
  {
    name: "a side-car among the init containers",
    ...setAt(JUSTICE.homeserver, [...POD, "initContainers", 0, "ports"], [{ containerPort: 22, hostPort: 22 }]),
  },
];
