import type { Plan } from "../../../plan/plan";
import { at, type Homeserver, homeservers } from "../../../plan/vocabulary";
import { liveShards } from "../../archives";
import { plannedOf, planRule, type Remark, remark, remarkAtShard, subjectAtShard } from "../../rule";

/** What a configuration says of its shard against what the shard's declaration says. */
function strange({ planned, shard, config }: Homeserver): Remark[] {
  if (shard === undefined) return [remark(planned, "server_name", "runs in a namespace that no shard declares.")];
  const { serverName, host, namespace, stateful } = shard;
  const service = `${stateful.database}-rw`;
  const expected: readonly (readonly [string, unknown, readonly string[]])[] = [
    ["server_name", at(config, "server_name"), [serverName]],
    ["public_baseurl", at(config, "public_baseurl"), [`https://${host}/`, `https://${host}`]],
    [
      "database.args.host",
      at(config, "database", "args", "host"),
      ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`].map((end) => `${service}${end}`),
    ],
  ];
  return expected
    .filter(([, value, right]) => !right.some((each) => each === value))
    .map(([field, value, right]) => remark(planned, field, `is ${String(value)}, declared ${right[0]}.`));
}

function undeclared(plan: Plan): Remark[] {
  const live = liveShards(plan);
  const missing = live
    .filter(({ name }) => !homeservers(plan).some(({ shard }) => shard?.name === name))
    .map((shard) => remarkAtShard(plan, shard, "", "has no homeserver in the plan."));
  const shared = (["serverName", "host", "namespace"] as const).flatMap((field) =>
    live
      .filter((shard, index) => live.findIndex((other) => other[field] === shard[field]) < index)
      .map((shard) => remarkAtShard(plan, shard, field, `${shard[field]} is another shard's too.`)),
  );
  return [...missing, ...shared];
}

export default planRule({
  id: "SYN-19",
  title: {
    fr: "Un nom, une base et un espace par serveur, comme déclarés",
    en: "Each shard has a server name, address, database and namespace of its own, as declared",
  },
  why: "Deux serveurs du même nom signent l'un pour l'autre ; un nom changé orpheline tous les comptes. Règle propre au protocole Matrix.",
  remedy: "Le nom vient du fichier de périmètre (serverName) et ne change jamais.",
  severity: "critical",
  controls: ["CIS:5.6.1", "PA075:R5-", "SNC:9.7.a", "own"],
  waivable: false,
  looksAt:
    "server_name, public_baseurl and database host of every homeserver configuration, against the fleet's shards, and these against each other",
  check: (plan) => {
    const found = homeservers(plan);
    const second = found
      .filter(({ shard }, index) => found.findIndex((other) => other.shard === shard) < index && shard !== undefined)
      .map(({ planned, file, shard }) =>
        remark(planned, file, `is a second configuration in the namespace of shard ${shard?.name}.`),
      );
    return {
      looked: [...plannedOf(found), ...liveShards(plan).map((shard) => subjectAtShard(plan, shard))],
      findings: [...found.flatMap(strange), ...second, ...undeclared(plan)],
    };
  },
});
