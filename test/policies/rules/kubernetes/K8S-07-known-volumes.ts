import { changed } from "../../change";
import { deployment } from "../../objects";
import { BORDER, CONTAINER, JUSTICE, POD } from "../../places";
import { appendAt, type Mutation, setAt } from "../../rule-case";

export const good = deployment({ containers: [], volumes: [{ name: "tmp", emptyDir: {} }] });
export const bad = changed(good, [...POD, "volumes", 0], { name: "tmp", hostPath: { path: "/tmp" } });

const VOLUMES = [...POD, "volumes"];

export const mutations: readonly Mutation[] = [
  {
    name: "the node's root",
    ...appendAt(JUSTICE.homeserver, VOLUMES, { name: "host", hostPath: { path: "/" } }),
  },
  {
    name: "the container engine's socket at the border",
    ...appendAt(BORDER.deployment, VOLUMES, { name: "engine", hostPath: { path: "/run/containerd/containerd.sock" } }),
  },
  {
    name: "a network file system of somebody's",
    ...appendAt(JUSTICE.homeserver, VOLUMES, { name: "share", nfs: { server: "192.0.2.1", path: "/" } }),
  },
  {
    name: "a host path hidden beside an allowed kind",
    ...appendAt(JUSTICE.homeserver, VOLUMES, { name: "both", emptyDir: {}, hostPath: { path: "/" } }),
  },
  {
    name: "a raw block device",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "volumeDevices"], [{ name: "media", devicePath: "/dev/xvda" }]),
  },
];
