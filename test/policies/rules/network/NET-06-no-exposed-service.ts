import { changed } from "../../change";
import { BORDER, JUSTICE } from "../../places";
import { type Mutation, setAt } from "../../rule-case";

const TYPE = ["spec", "type"];

export const good = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "homeserver", namespace: "tchap-alpha" },
  spec: { type: "ClusterIP" },
};
export const bad = changed(good, TYPE, "NodePort");

export const mutations: readonly Mutation[] = [
  { name: "a NodePort", ...setAt(JUSTICE.service, TYPE, "NodePort") },
  { name: "a load balancer before the border", ...setAt(BORDER.service, TYPE, "LoadBalancer") },
  {
    name: "a name that leads outside",
    ...setAt(JUSTICE.service, ["spec"], { type: "ExternalName", externalName: "matrix.org" }),
  },
  { name: "an address of the outside", ...setAt(JUSTICE.service, ["spec", "externalIPs"], ["192.0.2.80"]) },
  {
    name: "a load balancer that the operator would make for PostgreSQL",
    ...setAt(JUSTICE.postgres, ["spec", "managed"], {
      services: { additional: [{ selectorType: "rw", serviceTemplate: { spec: { type: "LoadBalancer" } } }] },
    }),
  },
  {
    name: "an address of the outside on one of PostgreSQL's Services",
    ...setAt(JUSTICE.postgres, ["spec", "managed"], {
      services: { additional: [{ selectorType: "rw", serviceTemplate: { spec: { externalIPs: ["192.0.2.80"] } } }] },
    }),
  },
];
