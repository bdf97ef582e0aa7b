import type { Plan } from "../../../plan/plan";
import { isAssumed } from "../../assumed";
import { planRule, type Remark, remark, type Subject, subjectAtEnvironment } from "../../rule";

/** The mention as people write it. */
const isMarked = (text: string) => /\bDR\b|\b[Dd]iffusion[ -][Rr]estreinte\b/.test(text);

/** Levels of ProConnect's with a second factor; the first has none. */
const STRONG = ["eidas1-mfa", "eidas2", "eidas3"];

type Perimeter = Plan["facts"]["perimeters"][number];

const subjectOfPerimeter = ({ stack, name, at }: Perimeter): Subject => {
  return { stack, perimeter: name, object: `perimeter ${name}`, at };
};

/** Servers of others that the environment's own speak with. */
function partnersOf({ facts }: Plan): string[] {
  const own = new Set(facts.perimeters.flatMap(({ shards }) => shards.map(({ serverName }) => serverName)));
  return facts.federation.peers.map(({ serverName }) => serverName).filter((name) => !own.has(name));
}

/** What an environment that carries DR does not have, or must not. */
function aboveRestricted(plan: Plan): Remark[] {
  const { homologation, identityProvider, destinations, perimeters } = plan.facts;
  const { level } = identityProvider;
  const at = (object: string) => subjectAtEnvironment(plan, object);
  return [
    ...(homologation.restricted === undefined
      ? [
          remark(
            at("homologation"),
            "homologation.restricted",
            "is for DR, and says neither the class of the network nor which approved means encrypt what crosses public ones.",
          ),
        ]
      : []),
    ...(level !== undefined && STRONG.includes(level)
      ? []
      : [
          remark(
            at("identityProvider"),
            "identityProvider.level",
            `asks for ${level ?? "no level"}, which has no second factor.`,
          ),
        ]),
    ...destinations
      .filter(({ transfer }) => transfer !== undefined)
      .map(({ id, country }) => remark(at(`destination ${id}`), "country", `carries what is DR to ${country}.`)),
    ...partnersOf(plan).map((name) =>
      remark(at(`partner ${name}`), "federation.partners", "is federated with, and nothing says that it may carry DR."),
    ),
    ...perimeters
      .filter(({ state, features }) => state !== "closed" && features.signIn === "password")
      .map((each) =>
        remark(subjectOfPerimeter(each), "features.signIn", "lets people in to what is DR by a password."),
      ),
  ];
}

/** What says that it carries DR where the decision is for less. */
function aboveUnprotected(plan: Plan): Remark[] {
  const { destinations, perimeters } = plan.facts;
  return [
    ...destinations
      .filter(({ data, reason }) => isMarked(data) || isMarked(reason))
      .map(({ id }) =>
        remark(subjectAtEnvironment(plan, `destination ${id}`), "data", "names DR, above the declared sensitivity."),
      ),
    ...perimeters
      .filter(({ title }) => isMarked(title))
      .map((each) => remark(subjectOfPerimeter(each), "title", "names DR, above the declared sensitivity.")),
  ];
}

export default planRule({
  id: "HOM-02",
  title: {
    fr: "Ce qui est déployé tient la sensibilité déclarée",
    en: "What is deployed holds the declared sensitivity",
  },
  why: "L'II 901 demande pour la Diffusion Restreinte un réseau de classe 1 ou 2, des moyens agréés et une homologation à ce titre : changer un mot dans environment.yaml n'en donne aucun.",
  remedy:
    "Pour DR, déclarez homologation.restricted et retirez notifications hors de l'Union, mots de passe et partenaires ; pour NP, retirez ce qui porte la mention.",
  severity: "critical",
  waivable: false,
  controls: ["II901:Article 5", "II901:Article 13", "II901:Article 14", "PSSIE:GDB-QUALIF-SENSI", "SNC:Annexe 2.h"],
  looksAt:
    "the declared sensitivity against network, encryption, level of sign-in, destinations, partners and perimeters",
  check: (plan) => {
    const { homologation, destinations, perimeters } = plan.facts;
    const { restricted, sensitivity } = homologation;
    const subject = subjectAtEnvironment(plan, "homologation");
    return {
      looked: [
        subject,
        subjectAtEnvironment(plan, "identityProvider"),
        ...destinations.map(({ id }) => subjectAtEnvironment(plan, `destination ${id}`)),
        ...partnersOf(plan).map((name) => subjectAtEnvironment(plan, `partner ${name}`)),
        ...perimeters.map(subjectOfPerimeter),
      ],
      findings: sensitivity === "DR" ? aboveRestricted(plan) : aboveUnprotected(plan),
      undetermined:
        sensitivity === "DR" && restricted !== undefined && isAssumed(restricted.source)
          ? [remark(subject, "homologation.restricted", `is as declared, not yet shown: ${restricted.source}.`)]
          : [],
    };
  },
});
