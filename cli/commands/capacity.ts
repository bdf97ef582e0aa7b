import type { z } from "zod";
import type { Growth } from "../../fleet/capacity/limits";
import { PARAMETERS } from "../../fleet/capacity/parameters";
import type { YearAhead } from "../../fleet/capacity/storage";
import type { Compute } from "../../fleet/capacity/topology";
import {
  type FleetFigures,
  fleetFigures,
  type Range,
  type ShardFigures,
  type WhatIf,
} from "../../fleet/capacity/totals";
import type { Fleet } from "../../fleet/fleet";
import { loadFleet } from "../../fleet/load/fleet";
import { environmentSchema } from "../../fleet/schema/environment";
import { agentsCount } from "../../fleet/schema/perimeter";
import { colour } from "../colour";
import type { Output } from "../output";
import { UsageError } from "../pipeline";
import type { Project } from "../project";

/** Options as they are typed. */
export interface CapacityOptions {
  readonly agents?: string;
  readonly load?: string;
  readonly surge?: boolean;
}

/** Times the messages of an ordinary day: spring 2020 (press: 15 000 to 160 000 messages a day within weeks). */
const SURGE = 10;

/** A number in digits within what environment files may say of it; throws UsageError otherwise. */
function chosen(flag: string, text: string, schema: z.ZodType<number>, write: string): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? schema.safeParse(Number(text)) : undefined;
  if (number?.success && number.data > 0) return number.data;
  const [problem] = number?.error?.issues ?? [];
  throw new UsageError(`--${flag} ${text}: ${problem?.message ?? "not a number above zero in digits"}. Write ${write}`);
}

function whatIf({ agents, load, surge }: CapacityOptions): WhatIf {
  const { messagesPerActiveAndDay } = environmentSchema.shape.load.shape;
  return {
    ...(agents === undefined
      ? {}
      : {
          agents: chosen("agents", agents, agentsCount(), "registered agents in digits, for example --agents 5000000."),
        }),
    ...(load === undefined
      ? {}
      : {
          messages: chosen(
            "load",
            load,
            messagesPerActiveAndDay,
            "the messages that an active agent sends on a workday, for example --load 5.",
          ),
        }),
    ...(surge === true ? { surge: SURGE } : {}),
  };
}

/** 1204 → "1 204"; one decimal where it is less than a hundred and not whole. */
function figure(value: number): string {
  const [whole = "", part] = (Math.abs(value) < 100 ? value.toFixed(1) : value.toFixed(0)).split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, " ");
  return part === undefined || part === "0" ? spaced : `${spaced}.${part}`;
}

const cores = ({ milliCpu }: Compute) => milliCpu / 1000;
const gib = ({ memoryMiB }: Compute) => memoryMiB / 1024;

function range<T>({ least, most }: Range<T>, of: (value: T) => number): string {
  return of(least) === of(most) ? figure(of(most)) : `${figure(of(least))}–${figure(of(most))}`;
}

const grows = ({ factor }: Growth) => `×${factor < 10 ? factor.toFixed(2) : figure(factor)}`;

const HEAD = [
  "shard",
  "agents",
  "events/s",
  "sessions",
  "processes",
  "cores",
  "GiB",
  "database",
  "connections",
  "grows",
];

function row(shard: ShardFigures): string[] {
  return [
    shard.shard,
    figure(shard.agents),
    figure(shard.declaredEventsPerSecond),
    figure(shard.sessions),
    shard.homeserver === "monolith" ? "monolith" : range(shard.processes, (count) => count),
    range(shard.serving, cores),
    range(shard.serving, gib),
    `${figure(cores(shard.data))} cores ${figure(gib(shard.data))} GiB`,
    figure(shard.databaseConnections),
    grows(shard.growth),
  ];
}

/** Columns of equal width, the first to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}

/** Shards that are beyond what is planned, each with what stops it. */
function remarks({ shards }: FleetFigures): string[] {
  return shards.flatMap(({ shard, declaredEventsPerSecond, growth, capped }) => {
    const { eventsPlanned, growthToTake } = PARAMETERS;
    const beyond = declaredEventsPerSecond > eventsPlanned.value || growth.factor < growthToTake.value;
    const cut = capped.length === 0 ? "" : `; less than the load asks for: ${capped.join(", ")}`;
    return beyond || cut !== ""
      ? [
          `  ${colour.yellow(shard)} ${growth.factor < 1 ? "is beyond its limit already" : `grows ${grows(growth)} at most`} (${growth.limit})${cut}`,
        ]
      : [];
  });
}

const STORAGE_HEAD = ["a year ahead, GiB", "database", "media", "backups"];

/** Months in which a growing database should not come to its cap: a year that its volume holds, and half a year to open another shard. Assumption. */
const MONTHS_TO_CAP = 18;

/** Days for which a backup takes room: its retention, or the lock that keeps what the retention lets go. */
const keptDays = ({ retentionDays, objectLock }: Fleet["backup"]) => Math.max(retentionDays, objectLock.days);

function storageText({ shards, yearAhead }: FleetFigures, fleet: Fleet): string[] {
  const days = keptDays(fleet.backup);
  const cap = PARAMETERS.volumeMost.value;
  const cells = (name: string, { databaseGiB, mediaGiB, backupGiBPerDay }: YearAhead) => [
    name,
    figure(databaseGiB),
    figure(mediaGiB),
    figure(backupGiBPerDay * days),
  ];
  const [head = "", ...rows] = table([
    STORAGE_HEAD,
    ...shards.map((shard) => cells(shard.shard, shard.yearAhead)),
    cells("all", yearAhead),
  ]);
  const warnings = shards.flatMap(({ shard, yearAhead: { databaseGiB } }) => {
    const months = Math.floor((cap / databaseGiB) * 12);
    return months < MONTHS_TO_CAP
      ? [
          `  ${colour.yellow(shard)} has a database of ${cap} GiB, the most that one shard may, ${months} months from empty: new accounts must go elsewhere before`,
        ]
      : [];
  });
  return [
    "",
    colour.dim(head),
    ...rows,
    "",
    ...warnings,
    `  Growth of a year at the declared load, beyond what there is today; no measurement of today is known. Databases and`,
    `  media once: a database is on ${PARAMETERS.instances.value} volumes, the media store holds three copies and the other site one more. Backups:`,
    `  ${days} days of them, as the retention (${fleet.backup.retentionDays}) or the object lock (${fleet.backup.objectLock.days}) asks, at the size a year from now.`,
  ];
}

function capacityText(environment: string, figures: FleetFigures, fleet: Fleet): string {
  const { load, shards, serving, data, pods, pools, shardsDue } = figures;
  const [head = "", ...rows] = table([HEAD, ...shards.map(row)]);
  const { eventsPlanned } = PARAMETERS;
  const due = `Shards of equal size at ${eventsPlanned.value} events/s or less: ${figure(shardsDue)}.`;
  return `${[
    `${colour.bold(environment)}   ${figure(load.agents)} agents, ${load.messagesPerActiveAndDay.toFixed(2)} messages each active agent and workday, headroom ×${load.headroom}`,
    "",
    colour.dim(head),
    ...rows,
    "",
    ...remarks(figures),
    `  serving    ${range(serving, cores)} cores, ${range(serving, gib)} GiB; PostgreSQL ${figure(cores(data))} cores, ${figure(gib(data))} GiB; ${range(pods, (count) => count)} pods`,
    ...pools.map(
      ({ pool, nodes, perNode, perNodeWithoutZone }) =>
        `  pool ${pool.padEnd(8)}${nodes} nodes: ${figure(cores(perNode))} cores and ${figure(gib(perNode))} GiB each in the mean, ${figure(cores(perNodeWithoutZone))} and ${figure(gib(perNodeWithoutZone))} while a zone is lost`,
    ),
    "  The size of a node is not declared, so whether the pools hold this is not known. Services that all shards share are",
    "  not counted.",
    `  ${due}`,
    `  events/s: declared, in the busiest five minutes; ${eventsPlanned.value} is planned for one shard. grows: the factor`,
    "  after which it must have been split. Ranges: what autoscaling adds. Every number: docs/generated/capacity.md.",
    ...storageText(figures, fleet),
  ].join("\n")}\n`;
}

/** Shows what an environment's shards need, as declared or as they would. */
export function capacity(project: Project, environment: string, options: CapacityOptions, output: Output): number {
  const question = whatIf(options);
  const { fleet } = loadFleet(project.root, environment);
  const figures = fleetFigures(fleet, question);
  output.say(capacityText(environment, figures, fleet));
  output.data({ environment, ...figures, backupDays: keptDays(fleet.backup) });
  return 0;
}
