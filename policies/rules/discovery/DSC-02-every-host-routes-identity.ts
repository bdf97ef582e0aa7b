import type { Plan } from "../../../plan/plan";
import { filesOf } from "../../../plan/vocabulary";
import { liveShards } from "../../archives";
import { leadsOn, publicHosts } from "../../public-routes";
import { type Asked, routers, targetOf } from "../../router";
import { plannedOf, planRule, type Remark, remark, remarkAtShard, subjectAtShard } from "../../rule";

/** What a client asks of the identity server before it knows its shard, and when it invites somebody by mail. */
const ASKED: readonly Omit<Asked, "host">[] = [
  { method: "GET", path: "/_matrix/identity/api/v1/info" },
  { method: "GET", path: "/_matrix/identity/v2/hash_details" },
  { method: "POST", path: "/_matrix/identity/v2/lookup" },
  { method: "POST", path: "/_matrix/identity/v2/store-invite" },
  { method: "GET", path: "/_matrix/identity/v2/pubkey/isvalid" },
];

/** What Sydent's branch has for homeservers, and answers to whoever asks. */
const PRIVATE = [
  "/_matrix/identity/internal-info",
  "/_matrix/identity/api/v1/internal-info",
  "/_matrix/identity/v2/internal-info",
];

/** Whether the file names the identity server's Service as what is behind its target. */
const SERVER = /^backend identity-server\n(?: .*\n)*? +server \S+ identity-server\.[\w-]+\.svc\.cluster\.local:\d+$/m;

function unrouted(plan: Plan): Remark[] {
  const all = routers(plan);
  return liveShards(plan).flatMap((shard) => {
    const own = all.filter((router) => router.shard?.name === shard.name);
    if (own.length === 0)
      return [remarkAtShard(plan, shard, "router", "has no router that leads to the identity server.")];
    return own.flatMap((router) => {
      const lost = ASKED.filter((asked) => targetOf(router, { host: "homeserver", ...asked }) !== "identity-server");
      const open = PRIVATE.filter((path) => targetOf(router, { host: "homeserver", method: "GET", path }) !== "closed");
      const config = new Map(filesOf(router.planned)).get("haproxy.cfg") ?? "";
      return [
        ...lost.map(({ method, path }) => `does not lead ${method} ${path} to the identity server`),
        ...open.map((path) => `does not close ${path}`),
        ...(SERVER.test(config) ? [] : ["names no Service of the identity server's"]),
      ].map((fault) => remark(router.planned, "routes.map", `${fault}.`));
    });
  });
}

/** The edge has to let every one of them in on each shard's host, or its router is never asked. */
function unreached(plan: Plan): Remark[] {
  const routes = publicHosts(plan);
  return liveShards(plan).flatMap((shard) => {
    const own = routes.filter(({ host }) => host === shard.host);
    return ASKED.filter(({ path }) => !own.some((route) => leadsOn(route, path))).map(({ path }) =>
      remarkAtShard(plan, shard, "edge", `has no public route of ${shard.host} for ${path}.`),
    );
  });
}

export default planRule({
  id: "DSC-02",
  title: {
    fr: "Chaque hôte de serveur mène au serveur d'identité ; internal-info reste fermé",
    en: "Every homeserver's host leads to the identity server, and internal-info stays closed",
  },
  why: "Le client demande à n'importe quel serveur où mène une adresse : un hôte sans cette route enferme ses agents dehors. internal-info dit à quiconque si une adresse a été invitée. Règle propre à Tchap.",
  remedy:
    "Rétablissez les lignes IDENTITY et CLOSED de stacks/router/routes.ts, et les chemins de stacks/edge/paths.ts.",
  severity: "critical",
  controls: ["PSSIE:EXP-ID-AUTH", "own"],
  looksAt: "the router and the public routes of every shard that runs",
  check: (plan) => ({
    looked: liveShards(plan).flatMap((shard) => [
      subjectAtShard(plan, shard),
      ...plannedOf(routers(plan).filter((router) => router.shard?.name === shard.name)),
      ...plannedOf(publicHosts(plan).filter(({ host }) => host === shard.host)),
    ]),
    findings: [...unrouted(plan), ...unreached(plan)],
  }),
});
