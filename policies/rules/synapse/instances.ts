import { at, texts } from "../../../plan/vocabulary";

/** Streams that exactly one process may write (synapse/config/workers.py, 1.163); a second one is refused at start. */
const ONE_WRITER = ["typing", "to_device", "account_data", "presence", "push_rules"];

/** Settings that hold a list of processes, and those that name one. */
const LISTS = ["federation_sender_instances", "pusher_instances", "outbound_federation_restricted_to"];
const SINGLES = [
  "run_background_tasks_on",
  "update_user_directory_from_worker",
  "notify_appservices_from_worker",
  "media_instance_running_background_jobs",
];

/** A setting that gives work to processes by their names. */
export interface Duty {
  readonly field: string;
  readonly names: readonly string[];
  /** Others call them by name: they must stand in the instance map. */
  readonly called: boolean;
  /** What is wrong with the list itself. */
  readonly faults: readonly string[];
}

function duty(field: string, value: unknown, single: boolean, called: boolean): Duty[] {
  if (value === undefined) return [];
  const names = typeof value === "string" ? [value] : texts(value);
  const strange = typeof value !== "string" && (!Array.isArray(value) || names.length < value.length);
  const faults = [
    ...(strange ? ["holds what is no name"] : []),
    ...(names.length === 0 ? ["names nobody"] : []),
    ...(new Set(names).size < names.length ? ["names somebody twice"] : []),
    ...(single && names.length > 1 ? [`names ${names.length} processes, where only one may do it`] : []),
  ];
  return [{ field, names, called, faults }];
}

/** All that a configuration gives to processes by name; what is absent, the main process does. */
export function duties(config: unknown): Duty[] {
  const writers = at(config, "stream_writers");
  const streams = typeof writers === "object" && writers !== null ? Object.entries(writers) : [];
  return [
    ...streams.flatMap(([stream, value]) => duty(`stream_writers.${stream}`, value, ONE_WRITER.includes(stream), true)),
    ...LISTS.flatMap((field) => duty(field, at(config, field), false, field.startsWith("outbound"))),
    ...SINGLES.flatMap((field) => duty(field, at(config, field), true, false)),
  ];
}
