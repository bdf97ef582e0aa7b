import { changed, objectAt, remove, set } from "../../change";
import { EDGE, router } from "../../edge-objects";
import { JUSTICE } from "../../places";
import { editAt, type Mutation } from "../../rule-case";
import { ALONE, smallPlan } from "../../small-plan";

export const good = smallPlan({ facts: ALONE, objects: [router(), ...EDGE] });
export const bad = smallPlan({
  facts: ALONE,
  objects: [changed(router(), ["data", "routes.map"], "^a main\n"), ...EDGE],
});

const CONFIG = JUSTICE.at("ConfigMap", "router");
const inFile = (file: string, pattern: RegExp, by: string) =>
  editAt(CONFIG, ["data", file], (text) => text.replace(pattern, by));

/** All routes of the shard's host, with one text in place of another. */
const atEdge = (path: string, by: string): Pick<Mutation, "at" | "mutate"> => ({
  at: JUSTICE.shard,
  mutate: (plan) => {
    const route = objectAt(plan, JUSTICE.at("HTTPRoute", "homeserver"));
    set(route, ["spec"], JSON.parse(JSON.stringify(route.spec).replaceAll(path, by)));
  },
});

export const mutations: readonly Mutation[] = [
  { name: "identity leads to Synapse", ...inFile("routes.map", / identity-server$/gm, " main") },
  { name: "the newer version is not routed", ...inFile("routes.map", /\(api\/v1\|v2\)/g, "(api/v1)") },
  {
    name: "another line takes it first",
    ...editAt(CONFIG, ["data", "routes.map"], (text) => `^(homeserver):[^:]*:[^:]*:/_matrix/ main\n${text}`),
  },
  { name: "internal-info is not closed", ...inFile("closed.lst", /internal-info\|/, "") },
  {
    name: "internal-info is closed behind no version",
    ...inFile("closed.lst", /\(\.\*\/\)\?\(internal-info/, "(internal-info"),
  },
  {
    name: "the target leads to a homeserver",
    ...inFile("haproxy.cfg", /identity-server\.[a-z-]+\.svc/, "homeserver-0.homeserver.tchap-justice.svc"),
  },
  { name: "the edge does not let it in", ...atEdge("/_matrix/identity", "/_matrix/other") },
  {
    name: "the edge lets all of identity in but /info",
    ...atEdge('"/_matrix/identity/api/v1/info"', '"/_matrix/identity/api/v1/terms"'),
  },
  {
    name: "the edge lets in what begins alike",
    ...atEdge('"/_matrix/identity/api/v1/info"', '"/_matrix/identity/api/v1/information"'),
  },
  { name: "the edge does not let mail invitations in", ...atEdge("/v2/store-invite", "/v2/store-invites") },
  { name: "a shard without a router", at: JUSTICE.shard, mutate: (plan) => remove(plan, CONFIG) },
];
