import { mountAt, mountedFile } from "../../policies/mounted";
import { configMap, deployment } from "./objects";
import { smallPlan } from "./small-plan";

const container = {
  volumeMounts: [
    { name: "config", mountPath: "/etc/synapse/" },
    { name: "other", mountPath: "/etc/synapse/log.yaml", subPath: "a/log.yaml" },
    { name: "gone", mountPath: "/gone" },
  ],
};
const volumes = [
  { name: "config", configMap: { name: "homeserver" } },
  { name: "other", configMap: { name: "homeserver", items: [{ key: "b.yaml", path: "a/log.yaml" }] } },
];
const pod = { containers: [container], volumes };

test("a path lies in the innermost mount that holds it, whole folder names only", () => {
  expect(mountAt(pod, container, "/etc/synapse/x/y")).toMatchObject({
    from: "/etc/synapse",
    rest: "x/y",
    volume: volumes[0],
  });
  expect(mountAt(pod, container, "/etc/synapse/log.yaml")).toMatchObject({ rest: "", volume: volumes[1] });
  expect(mountAt(pod, container, "/gone/a")).toMatchObject({ rest: "a", volume: undefined });
  expect(mountAt(pod, container, "/etc/synapse-worker/x")).toBeUndefined();
});

test("a container finds the ConfigMap's file that its mounts and items lead to", () => {
  const plan = smallPlan({ objects: [configMap({ "a.yaml": "a", "b.yaml": "b", "log.yaml": "c" }), deployment(pod)] });
  const [, planned] = plan.objects;
  if (planned === undefined) throw new Error("no deployment");
  const found = (path: string) => mountedFile(plan, { planned, pod }, container, path)?.text;
  expect(found("/etc/synapse/a.yaml")).toBe("a");
  expect(found("/etc/synapse/log.yaml")).toBe("b");
  expect(found("/etc/synapse/absent.yaml")).toBeUndefined();
  expect(found("/etc/synapse/../synapse/a.yaml")).toBeUndefined();
  expect(found("/elsewhere/a.yaml")).toBeUndefined();
});
