import { changed } from "../../change";
import { JUSTICE } from "../../places";
import { appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { archiving } from "../archived";

const PLUGIN = ["spec", "plugins", 0];
const TIMEOUT = ["spec", "postgresql", "parameters", "archive_timeout"];
const OLD = { destinationPath: "s3://tchap-prod-justice/", endpointURL: "https://s3.backup.tchap.example" };

export const good = archiving({ postgresql: { parameters: { archive_timeout: "5min" } } });
export const bad = changed(good, [...PLUGIN, "isWALArchiver"], false);

const at = JUSTICE.postgres;

export const mutations: readonly Mutation[] = [
  { name: "archived nowhere", ...unsetAt(at, ["spec", "plugins"]) },
  { name: "the plugin is there and archives not", ...setAt(at, [...PLUGIN, "isWALArchiver"], false) },
  { name: "the plugin is switched off", ...setAt(at, [...PLUGIN, "enabled"], false) },
  {
    name: "two archivers, of which one wins",
    ...appendAt(at, ["spec", "plugins"], {
      name: "barman-cloud.cloudnative-pg.io",
      isWALArchiver: true,
      parameters: { barmanObjectName: "other", serverName: "other" },
    }),
  },
  { name: "another plugin archives", ...setAt(at, [...PLUGIN, "name"], "pgbackrest.example") },
  { name: "a store of no name", ...setAt(at, [...PLUGIN, "parameters", "barmanObjectName"], "") },
  { name: "a name in the archive left to chance", ...unsetAt(at, [...PLUGIN, "parameters", "serverName"]) },
  {
    name: "the older way, which the next operator lacks",
    ...setAt(at, ["spec", "backup"], { barmanObjectStore: OLD }),
  },
  {
    name: "restored by the older way",
    ...setAt(at, ["spec", "externalClusters"], [{ name: "backups", barmanObjectStore: OLD }]),
  },
  { name: "an hour of messages on one site only", ...setAt(at, TIMEOUT, "1h") },
  { name: "a quiet night on one site only", ...setAt(at, TIMEOUT, "0") },
  { name: "six minutes", ...setAt(at, TIMEOUT, "360s") },
  { name: "PostgreSQL's own, which is never", ...unsetAt(at, TIMEOUT) },
];
