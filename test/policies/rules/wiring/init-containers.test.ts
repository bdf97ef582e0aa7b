import type { Plan } from "../../../../plan/plan";
import { judge } from "../../../../policies/engine/judge";
import { RULES } from "../../../../policies/rules/rules";
import { append, objectAt, type Path, set, unset } from "../../change";
import { JUSTICE, POD, SECOND_INIT } from "../../places";
import { draft, prodPlan } from "../../prod-plan";

const SECURITY: Path = [...SECOND_INIT, "securityContext"];
const FOREIGN = `docker.io/library/python@sha256:${"a".repeat(64)}`;

let prod: Plan;

beforeAll(async () => {
  prod = await prodPlan();
});

/** Whether a rule objects to a homeserver of which only the second init container was changed. */
function refuses(id: string, change: (homeserver: object) => void): boolean {
  const plan = draft(prod);
  change(objectAt(plan, JUSTICE.homeserver));
  const rules = RULES.filter((rule) => rule.id === id);
  return judge(plan, rules, "2026-12-01").verdicts.some(({ findings }) =>
    findings.some(({ object }) => object === JUSTICE.homeserver.object),
  );
}

/** Kubernetes runs init containers with the same rights as the others, and scanners that stop at the first miss them. */
test.each<[string, string, (homeserver: object) => void]>([
  ["K8S-02", "privileged", (object) => set(object, [...SECURITY, "privileged"], true)],
  ["K8S-04", "with escalation", (object) => set(object, [...SECURITY, "allowPrivilegeEscalation"], true)],
  ["K8S-05", "as root", (object) => set(object, [...SECURITY, "runAsUser"], 0)],
  ["K8S-06", "with capabilities", (object) => unset(object, [...SECURITY, "capabilities"])],
  [
    "K8S-08",
    "on a port of its node",
    (object) => set(object, [...SECOND_INIT, "ports"], [{ containerPort: 80, hostPort: 80 }]),
  ],
  ["K8S-09", "unfiltered", (object) => set(object, [...SECURITY, "seccompProfile"], { type: "Unconfined" })],
  ["K8S-10", "writing on its root", (object) => unset(object, [...SECURITY, "readOnlyRootFilesystem"])],
  ["K8S-11", "without limits", (object) => unset(object, [...SECOND_INIT, "resources", "limits"])],
  [
    "K8S-12",
    "probing another host",
    (object) => set(object, [...SECOND_INIT, "readinessProbe"], { httpGet: { host: "192.0.2.1", port: 80 } }),
  ],
  [
    "K8S-18",
    "with a secret in its environment",
    (object) =>
      set(object, [...SECOND_INIT, "env"], [{ name: "A", valueFrom: { secretKeyRef: { name: "a", key: "b" } } }]),
  ],
  [
    "SUP-01",
    "of an image by its tag",
    (object) => set(object, [...SECOND_INIT, "image"], FOREIGN.replace(/@.*/, ":3")),
  ],
  ["SUP-02", "of another registry", (object) => set(object, [...SECOND_INIT, "image"], FOREIGN)],
  [
    "SEC-04",
    "with a Secret that is not declared",
    (object) => {
      append(object, [...POD, "volumes"], {
        name: "a",
        secret: { secretName: "another", items: [{ key: "a", path: "a" }] },
      });
      append(object, [...SECOND_INIT, "volumeMounts"], { name: "a", mountPath: "/run/secrets/a" });
    },
  ],
  [
    "WIR-01",
    "with a volume that there is not",
    (object) => append(object, [...SECOND_INIT, "volumeMounts"], { name: "a", mountPath: "/a" }),
  ],
])("%s looks at the second init container: %s", (id, _, change) => {
  expect(refuses(id, () => undefined)).toBe(false);
  expect(refuses(id, change)).toBe(true);
});
