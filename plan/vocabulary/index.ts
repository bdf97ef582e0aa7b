/*
 * What rules speak about: workloads, homeservers, databases, network policies. Reading raw objects is here, so that a
 * rule reads like the sentence that it states.
 */
export { configIn, filesOf, type Homeserver, homeservers, synapseYaml } from "./configurations";
export { at, list, texts } from "./data";
export { allDatabases, databases, writtenDatabases } from "./databases";
export { ofKind } from "./objects";
export { type PodIdentity, podOf, pods } from "./pods";
export { selects } from "./selectors";
export { containersOf, podSpec, type Workload, workloads } from "./workloads";
