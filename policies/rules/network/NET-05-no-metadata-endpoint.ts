import { at, list } from "../../../plan/vocabulary";
import { policies } from "../../reach";
import { planRule, remark } from "../../rule";

const EVERYWHERE = "0.0.0.0/0";
const LINK_LOCAL = "169.254.0.0/16";

export default planRule({
  id: "NET-05",
  title: {
    fr: "Sorties vers tout Internet réservées à la bordure, métadonnées exclues",
    en: "Only the border may send anywhere, and never to the metadata endpoint",
  },
  why: "Le point de métadonnées d'un hébergeur livre des identifiants ; une sortie ouverte permet d'exfiltrer.",
  remedy: "Passez par la bordure ; pour elle, exceptez 169.254.0.0/16 et les plages de pods et de services.",
  severity: "high",
  controls: ["PSSIE:RES-ENTSOR"],
  looksAt: "every egress rule of every NetworkPolicy that names an address range or nobody",
  check: (plan) => {
    const { pods, services } = plan.facts.network;
    const rules = policies(plan).flatMap(({ planned, spec }) =>
      list(at(spec, "egress")).map((rule) => ({ planned, peers: list(at(rule, "to")) })),
    );
    const findings = rules.flatMap(({ planned, peers }) => {
      const isBorder = planned.stack === `${plan.facts.environment}-services` && planned.release === "border";
      if (peers.length === 0) return [remark(planned, "egress", "allows every destination, since it names none.")];
      return peers.flatMap((peer) => {
        if (at(peer, "ipBlock", "cidr") !== EVERYWHERE) return [];
        if (!isBorder) return [remark(planned, "egress", `allows ${EVERYWHERE} outside the border.`)];
        const except = list(at(peer, "ipBlock", "except"));
        return [LINK_LOCAL, pods, services]
          .filter((range) => !except.includes(range))
          .map((range) => remark(planned, "egress", `allows ${EVERYWHERE} without excepting ${range}.`));
      });
    });
    return { looked: rules.length, findings };
  },
});
