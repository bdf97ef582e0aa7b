import { lacking } from "../../change";
import { cluster, RESOURCES } from "../../objects";
import { JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

export const good = cluster({ resources: RESOURCES, seccompProfile: { type: "RuntimeDefault" } });
export const bad = lacking(good, ["spec", "resources", "limits"]);

export const mutations: readonly Mutation[] = [
  { name: "no resources", ...unsetAt(JUSTICE.postgres, ["spec", "resources"]) },
  { name: "a limit below its request", ...setAt(JUSTICE.postgres, ["spec", "resources", "limits", "memory"], "1Gi") },
  { name: "system calls unfiltered", ...setAt(JUSTICE.postgres, ["spec", "seccompProfile", "type"], "Unconfined") },
  {
    name: "a Secret as a variable",
    ...setAt(
      JUSTICE.postgres,
      ["spec", "env"],
      [{ name: "KEY", valueFrom: { secretKeyRef: { name: "backup", key: "key" } } }],
    ),
  },
  {
    name: "a projected API token",
    ...setAt(JUSTICE.postgres, ["spec", "projectedVolumeTemplate"], {
      sources: [{ serviceAccountToken: { path: "token" } }],
    }),
  },
  {
    name: "a security context of its own",
    ...setAt(JUSTICE.postgres, ["spec", "podSecurityContext"], { runAsUser: 0 }),
  },
  { name: "no memory asked for", ...setAt(JUSTICE.postgres, ["spec", "resources", "requests", "memory"], "0") },
  {
    name: "a whole Secret as variables",
    ...setAt(JUSTICE.postgres, ["spec", "envFrom"], [{ secretRef: { name: "backup" } }]),
  },
  {
    name: "a security context of its containers' own",
    ...setAt(JUSTICE.postgres, ["spec", "securityContext"], { privileged: true }),
  },
];
