import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "./plan";
import { at, synapseYaml } from "./vocabulary";

/** How processes take over a changed list of themselves. */
export type Takeover = "stop all, then start" | "restart all";

/** A list of processes in homeserver.yaml, and what its change asks of whoever deploys it. */
export interface ProcessList {
  /** The setting, by its path. */
  readonly setting: string;
  readonly takeover: Takeover;
  readonly why: string;
}

/** From Synapse's docs/workers.md; "restart all" of the other writers, where only the list changes, is an assumption. */
export const PROCESS_LISTS: readonly ProcessList[] = [
  {
    setting: "stream_writers.events",
    takeover: "stop all, then start",
    why: "Rooms are divided over the writers: two that divide them differently both write to one room.",
  },
  {
    setting: "federation_sender_instances",
    takeover: "stop all, then start",
    why: "Destinations are divided over the senders: a transaction is sent twice, or by nobody.",
  },
  {
    setting: "media_instance_running_background_jobs",
    takeover: "stop all, then start",
    why: "The volume of uploaded files moves to another pod, and two cannot hold it.",
  },
  {
    setting: "instance_map",
    takeover: "restart all",
    why: "Every process calls the others by this list.",
  },
  { setting: "pusher_instances", takeover: "restart all", why: "Agents are divided over the pushers." },
  { setting: "stream_writers", takeover: "restart all", why: "Every process asks the writer that this list names." },
];

export const PROCESS_COUNTS_RUNBOOK = "docs/runbooks/change-process-counts.md";

function settingsOf(object: KubernetesObject | undefined): unknown {
  const text = at(object, "data", "homeserver.yaml");
  return typeof text === "string" ? synapseYaml(text) : undefined;
}

/** The strictest takeover that a changed configuration asks for; undefined where no list of processes changes. */
export function takeover(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): Takeover | undefined {
  const [was, is] = [settingsOf(before), settingsOf(after)];
  if (was === undefined || is === undefined) return undefined;
  const changed = PROCESS_LISTS.filter(({ setting }) => {
    const path = setting.split(".");
    return !isDeepStrictEqual(at(was, ...path), at(is, ...path));
  });
  return changed.find((each) => each.takeover === "stop all, then start")?.takeover ?? changed[0]?.takeover;
}
