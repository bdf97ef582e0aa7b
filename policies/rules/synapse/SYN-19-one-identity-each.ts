import { at, homeservers } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

export default planRule({
  id: "SYN-19",
  title: {
    fr: "Un nom, une base et un espace par serveur, comme déclarés",
    en: "Each shard has a server name, address and namespace of its own, as declared",
  },
  why: "Deux serveurs du même nom signent l'un pour l'autre ; un nom changé orpheline tous les comptes. Règle propre au protocole Matrix.",
  remedy: "Le nom vient du fichier de périmètre (serverName) et ne change jamais.",
  severity: "critical",
  controls: ["own"],
  waivable: false,
  looksAt: "server_name and public_baseurl of every homeserver.yaml, against each other and the fleet's shards",
  check: (plan) => {
    const found = homeservers(plan);
    const twice = (field: string) =>
      found.flatMap((each, index) => {
        const earlier = found.slice(0, index).find((other) => at(other.config, field) === at(each.config, field));
        return earlier
          ? [remark(each.planned, field, `is that of ${earlier.planned.object.metadata.namespace} too.`)]
          : [];
      });
    const strange = found.flatMap(({ planned, shard, config }) => {
      if (shard === undefined) return [remark(planned, "server_name", "runs in a namespace that no shard declares.")];
      const name = at(config, "server_name");
      return name === shard.serverName
        ? []
        : [remark(planned, "server_name", `is ${String(name)}, declared ${shard.serverName}.`)];
    });
    const live = plan.facts.perimeters
      .filter(({ state }) => state !== "closed")
      .flatMap(({ shards, stack, name }) => shards.map((shard) => ({ shard, stack, name })));
    const missing = live
      .filter(({ shard }) => !found.some((each) => each.shard?.name === shard.name))
      .map(({ shard, stack, name }) => ({
        stack,
        perimeter: name,
        object: `shard ${shard.name}`,
        field: "",
        at: shard.at,
        message: "has no homeserver in the plan.",
      }));
    return {
      looked: found.length,
      findings: [...twice("server_name"), ...twice("public_baseurl"), ...strange, ...missing],
    };
  },
});
