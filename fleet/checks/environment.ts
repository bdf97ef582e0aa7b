import { collectTexts, dateAt, numberAt, textAt } from "../load/collect";
import type { Source } from "../load/source";
import { fieldName, type Mistake, mistake } from "../mistakes";
import { cidrsOverlap } from "../schema/cidr";
import { duplicates } from "./unique";

/** Zones that production needs: PostgreSQL keeps one of three instances in each, so that losing one loses no write. */
const PRODUCTION_ZONES = 3;

function folderName(source: Source): string {
  return source.file.split("/").at(-2) ?? "";
}

function overlaps(source: Source): Mistake[] {
  const ranges = ["pods", "services", "nodes"].flatMap((key) => collectTexts(source, ["network", key]));
  return ranges.flatMap((one, index) =>
    ranges
      .slice(0, index)
      .flatMap((other) =>
        cidrsOverlap(one.value, other.value)
          ? [
              mistake(
                source.at(one.path),
                fieldName(one.path),
                `${one.value} shares addresses with ${fieldName(other.path)} (${other.value}).`,
                "Choose ranges that do not overlap.",
              ),
            ]
          : [],
      ),
  );
}

function zones(source: Source): Mistake[] {
  const named = new Set(collectTexts(source, ["cluster", "zones", "*"]).map(({ value }) => value));
  if (textAt(source, ["tier"]) !== "production" || named.size === 0 || named.size >= PRODUCTION_ZONES) return [];
  const wrong = `Production has ${named.size} zone${named.size > 1 ? "s" : ""}; it needs ${PRODUCTION_ZONES}.`;
  return [
    mistake(source.at(["cluster", "zones"]), "cluster.zones", wrong, "Name three zones that fail independently."),
  ];
}

function pools(source: Source): Mistake[] {
  const roles = collectTexts(source, ["cluster", "nodePools", "*", "role"]).map(({ value }) => value);
  return ["data", "serving", "turn"].flatMap((role) =>
    roles.length === 0 || roles.includes(role)
      ? []
      : [
          mistake(
            source.at(["cluster", "nodePools"]),
            "cluster.nodePools",
            `No node pool has the role ${role}.`,
            `Add one with role: ${role}.`,
          ),
        ],
  );
}

function state(source: Source): Mistake[] {
  if (textAt(source, ["stateBackend", "kind"]) !== "local" || textAt(source, ["tier"]) === "development") return [];
  const wrong = "The state is kept on one person's disk, without a lock that others see.";
  return [
    mistake(
      source.at(["stateBackend", "kind"]),
      "stateBackend.kind",
      wrong,
      "Write kind: http or kubernetes; local is for development only.",
    ),
  ];
}

function homologation(source: Source): Mistake[] {
  const [decided, ends] = ["decidedOn", "endsOn"].map((key) => dateAt(source, ["homologation", key]));
  if (!decided || !ends || decided <= ends) return [];
  const wrong = `The homologation ends (${ends}) before it is decided (${decided}).`;
  return [mistake(source.at(["homologation", "endsOn"]), "homologation.endsOn", wrong, "Correct the two dates.")];
}

/** What a disaster must not take along with the cluster, or with each other. */
function sites(source: Source): Mistake[] {
  const own = textAt(source, ["cluster", "site"]);
  return ["backup", "mediaCopy"].flatMap((key) => {
    const site = textAt(source, [key, "site"]);
    if (site === undefined || site !== own) return [];
    const wrong = "It is on the cluster's own site: what destroys one destroys both.";
    return [mistake(source.at([key, "site"]), `${key}.site`, wrong, "Name a store on another site.")];
  });
}

/** Days by which a base backup may be older than the oldest instant that it restores: one between two, one to be made. */
const BASE_BACKUP_DAYS = 2;

function objectLock(source: Source): Mistake[] {
  const [lock, retention] = [
    numberAt(source, ["backup", "objectLock", "days"]),
    numberAt(source, ["backup", "retentionDays"]),
  ];
  if (lock === undefined || retention === undefined || lock >= retention + BASE_BACKUP_DAYS) return [];
  const wrong = `Backups are kept ${retention} days and locked for ${lock}: what the oldest instant needs could be deleted by anyone with the key.`;
  const path = ["backup", "objectLock", "days"];
  return [mistake(source.at(path), fieldName(path), wrong, `Write ${retention + BASE_BACKUP_DAYS} or more.`)];
}

/** Relays in zones of the cluster, and so that calls connect while a zone is lost. */
function relays(source: Source): Mistake[] {
  const zones = collectTexts(source, ["cluster", "zones", "*"]).map(({ value }) => value);
  const used = collectTexts(source, ["turn", "relays", "*", "zone"]);
  const unknown = used.flatMap(({ value, path }) =>
    zones.length === 0 || zones.includes(value)
      ? []
      : [
          mistake(
            source.at(path),
            fieldName(path),
            `${value} is no zone of the cluster.`,
            `Write ${zones.join(", ")}.`,
          ),
        ],
  );
  const isAlone = textAt(source, ["tier"]) === "production" && new Set(used.map(({ value }) => value)).size === 1;
  const wrong = "All relays are in one zone: with it, calls through them are lost, and new ones do not connect.";
  const alone = isAlone
    ? [mistake(source.at(["turn", "relays"]), "turn.relays", wrong, "Add a relay in another zone.")]
    : [];
  const nodes = textAt(source, ["network", "nodes"]);
  const outside = collectTexts(source, ["turn", "relays", "*", "nodeAddress"]).flatMap(({ value, path }) =>
    nodes === undefined || cidrsOverlap(nodes, `${value}/32`)
      ? []
      : [
          mistake(
            source.at(path),
            fieldName(path),
            `${value} is not an address of a node (network.nodes: ${nodes}).`,
            "Write the address that Kubernetes shows as the node's InternalIP.",
          ),
        ],
  );
  return [...unknown, ...alone, ...outside];
}

/** A certificate is renewed while it is valid, and early enough that a renewal that fails is noticed. */
function renewal(source: Source): Mistake[] {
  const [days, before] = ["days", "renewBeforeDays"].map((key) => numberAt(source, ["certificates", key]));
  if (days === undefined || before === undefined || before < days) return [];
  const path = ["certificates", "renewBeforeDays"];
  const wrong = `A certificate of ${days} days would be renewed ${before} days before its end, when it is made.`;
  return [mistake(source.at(path), fieldName(path), wrong, `Write fewer than ${days}.`)];
}

/** What is wrong inside an environment file beyond single fields. */
export function checkEnvironment(source: Source): Mistake[] {
  const folder = folderName(source);
  const name = textAt(source, ["environment"]);
  const own =
    name === undefined || name === folder
      ? []
      : [
          mistake(
            source.at(["environment"]),
            "environment",
            `It is called ${name}, its folder ${folder}.`,
            `Write ${folder}.`,
          ),
        ];
  return [
    ...own,
    ...overlaps(source),
    ...zones(source),
    ...pools(source),
    ...state(source),
    ...homologation(source),
    ...sites(source),
    ...objectLock(source),
    ...relays(source),
    ...renewal(source),
    ...["node", "host", "address", "nodeAddress"].flatMap((key) =>
      duplicates(
        collectTexts(source, ["turn", "relays", "*", key]),
        `The relay's ${key}`,
        "Each relay has its own node, host and addresses.",
      ),
    ),
    ...duplicates(collectTexts(source, ["push", "apps", "*", "id"]), "The app", "Name each app once."),
    ...duplicates(collectTexts(source, ["cluster", "zones", "*"]), "The zone", "Name each zone once."),
    ...duplicates(collectTexts(source, ["cluster", "nodePools", "*", "name"]), "The node pool", "Name each pool once."),
    ...duplicates(
      collectTexts(source, ["federation", "reserved", "*"]),
      "The reserved name",
      "Reserve each name once.",
    ),
    ...duplicates(
      collectTexts(source, ["federation", "partners", "*", "serverName"]),
      "The partner",
      "Name each partner once.",
    ),
  ];
}
