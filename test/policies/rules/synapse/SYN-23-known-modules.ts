import type { Path } from "../../change";
import { AGENT, EXTERNE, INTERIEUR, JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { STORE_OBJECTS } from "../media/store-objects";
import { homeserverPlan } from "./homeserver-plan";

const ROOMS = {
  module: "room_access_rules.RoomAccessRules",
  config: { id_server: "matrix.agent.alpha.example", domains_forbidden_when_restricted: ["agent.ext.example"] },
};
const BOUNDS = { module: "tchap_synapse.externals.Externals", config: { server_name: "agent.ext.example" } };
const VALIDITY = {
  module: "tchap_synapse.account_validity.AccountValidity",
  config: { period: "403d", reminders: ["62d"] },
};

const STORE = {
  module: "s3_storage_provider.S3StorageProviderBackend",
  store_local: true,
  store_synchronous: true,
  config: { bucket: "media-alpha", endpoint_url: "http://media-store.tchap-media-store.svc.cluster.local:3900" },
};
const stored = { media_storage_providers: [STORE] };

export const good = homeserverPlan({ modules: [BOUNDS, ROOMS, VALIDITY], ...stored }, "oidc", STORE_OBJECTS);
export const bad = homeserverPlan({ modules: [ROOMS, VALIDITY], ...stored }, "oidc", STORE_OBJECTS);

const provider = (path: Path, value: unknown) =>
  settingAt(JUSTICE.config, ["media_storage_providers", 0, ...path], value);
const FORBIDDEN = ["modules", 1, "config", "domains_forbidden_when_restricted"];
const loaded = (module: unknown) => settingAt(JUSTICE.config, ["modules", 3], module);

export const mutations: readonly Mutation[] = [
  { name: "no module", ...settingAt(JUSTICE.config, ["modules"], undefined) },
  { name: "no room access rules", ...settingAt(JUSTICE.config, ["modules", 1], undefined) },
  { name: "no room access rules beside MAS", ...settingAt(AGENT.config, ["modules"], []) },
  { name: "externals in restricted rooms", ...settingAt(JUSTICE.config, FORBIDDEN, []) },
  { name: "another server forbidden instead", ...settingAt(JUSTICE.config, FORBIDDEN, ["agent.pm.tchap.gouv.fr"]) },
  {
    name: "users for whom no rule holds",
    ...settingAt(JUSTICE.config, ["modules", 1, "config", "bypass_for_users"], ["@a"]),
  },
  { name: "another identity server", ...settingAt(JUSTICE.config, ["modules", 1, "config", "id_server"], "vector.im") },
  { name: "a stranger", ...loaded({ module: "mjolnir.Module", config: {} }) },
  { name: "code that is no module", ...loaded({ module: "os.system", config: {} }) },
  { name: "a module twice", ...loaded({ module: ROOMS.module, config: {} }) },
  {
    name: "code by an old setting",
    ...settingAt(JUSTICE.config, ["third_party_event_rules"], { module: "evil.Rules", config: {} }),
  },
  { name: "code to store files", ...provider(["module"], "evil.Store") },
  {
    name: "a second store",
    ...settingAt(JUSTICE.config, ["media_storage_providers", 1], { module: "file_system", store_local: true }),
  },
  { name: "no store: media on one volume alone", ...settingAt(JUSTICE.config, ["media_storage_providers"], undefined) },
  { name: "uploads that count before the store has them", ...provider(["store_synchronous"], false) },
  { name: "uploads that the store never gets", ...provider(["store_local"], undefined) },
  { name: "another shard's bucket", ...provider(["config", "bucket"], "media-finances") },
  { name: "a store outside", ...provider(["config", "endpoint_url"], "https://s3.example.net") },
  {
    name: "another Service under the store's port",
    ...provider(["config", "endpoint_url"], "http://media-store-nodes.tchap-media-store.svc.cluster.local:3903"),
  },
  { name: "a key in the configuration", ...provider(["config", "access_key_id"], "GK0") },
  { name: "Synapse's own expiry beside ours", ...settingAt(JUSTICE.config, ["account_validity"], { enabled: true }) },
  { name: "accounts without end", ...settingAt(JUSTICE.config, ["modules", 2], undefined) },
  { name: "accounts for five years", ...settingAt(JUSTICE.config, ["modules", 2, "config", "period"], "5y") },
  {
    name: "a whole ministry exempt, declared for one domain",
    ...settingAt(INTERIEUR.config, ["modules", 2, "config", "exempt_email_domains"], ["interieur.gouv.fr"]),
  },
  { name: "externals who may do all", ...settingAt(EXTERNE.config, ["modules", 0], undefined) },
  {
    name: "externals' bounds for another server",
    ...settingAt(EXTERNE.config, ["modules", 0, "config"], { server_name: "agent.pm.tchap.gouv.fr" }),
  },
  {
    name: "accounts that MAS ends, ended by Synapse too",
    ...settingAt(AGENT.config, ["modules", 2], VALIDITY),
  },
];
