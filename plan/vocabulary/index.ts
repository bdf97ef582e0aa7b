/*
 * What rules speak about: workloads, homeservers, databases, network policies. Reading raw objects is here, so that a
 * rule reads like the sentence that it states.
 */
export {
  configIn,
  fileOf,
  filesLike,
  filesOf,
  type Homeserver,
  homeservers,
  synapseYaml,
  type TextFile,
  yaml,
} from "./configurations";
export { at, list, texts } from "./data";
export { allDatabases, databases, writtenDatabases } from "./databases";
export { grouped, objectNamed, ofKind, ofKindIn } from "./objects";
export { type PodIdentity, podOf, pods } from "./pods";
export { selects } from "./selectors";
export { ownerOf } from "./tenants";
export { containersOf, podSpec, type Workload, workloadOf, workloads, workloadsIn } from "./workloads";
