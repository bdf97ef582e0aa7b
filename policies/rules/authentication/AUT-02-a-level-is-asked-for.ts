import { isDeepStrictEqual } from "node:util";
import type { Plan } from "../../../plan/plan";
import { at, homeservers, list } from "../../../plan/vocabulary";
import { against, type Looked, planRule, type Remark, remark, subjectAtEnvironment } from "../../rule";
import { perimeterOf } from "../synapse/settings";
import { authenticationServices } from "./services";

/** The level that says nothing of a second factor; ProConnect documents it as what each identity provider states. */
const ONE_FACTOR = "eidas1";

/** An identity provider in a configuration, and where that is. */
interface Asked {
  readonly looked: Looked;
  readonly field: string;
  readonly provider: unknown;
}

function byAuthentication(plan: Plan): Asked[] {
  const field = "upstream_oauth2.providers";
  return plan.facts.perimeters
    .filter(({ state, features }) => state !== "closed" && features.signIn === "mas")
    .flatMap(({ shards }) => shards)
    .flatMap(({ namespace }) => authenticationServices(plan, namespace))
    .flatMap(({ file, config }) =>
      list(at(config, "upstream_oauth2", "providers")).flatMap((provider) =>
        file === undefined ? [] : [{ looked: file.planned, field, provider }],
      ),
    );
}

function bySynapse(plan: Plan): Asked[] {
  return homeservers(plan)
    .filter((server) => perimeterOf(plan, server)?.features.signIn === "oidc")
    .flatMap(({ planned, config }) =>
      list(at(config, "oidc_providers")).map((provider) => ({ looked: planned, field: "oidc_providers", provider })),
    );
}

export default planRule({
  id: "AUT-02",
  title: {
    fr: "La connexion demande à ProConnect le niveau déclaré, le même sur chaque serveur",
    en: "Sign-in asks ProConnect for the declared level, the same on every shard",
  },
  why: "Sans acr_values, chaque fournisseur d'identité choisit seul comment il vérifie un agent ; un modèle que le client remplit lui laisserait le choix.",
  remedy:
    "Déclarez identityProvider.level dans environment.yaml ; stacks/authentication/proconnect.ts et stacks/homeserver/sign-in.ts le demandent.",
  severity: "high",
  controls: ["PSSIE:EXP-ID-AUTH", "PA075:R39", "SNC:9.5.c"],
  looksAt:
    "acr_values of every identity provider of MAS and of Synapse, against the declared level; where a password signs in, there is none",
  check: (plan) => {
    const { identityProvider, tier } = plan.facts;
    const { level } = identityProvider;
    const declared = subjectAtEnvironment(plan, "identityProvider");
    const asked = [...byAuthentication(plan), ...bySynapse(plan)];
    const parameters = level === undefined ? undefined : { acr_values: level };
    const wrong = asked.flatMap(({ looked, field, provider }): Remark[] => {
      const actual = at(provider, "additional_authorization_parameters");
      return isDeepStrictEqual(actual, parameters)
        ? []
        : [
            remark(
              looked,
              field,
              `asks for ${actual === undefined ? "no level" : JSON.stringify(actual)}, declared ${level ?? "none"}.`,
            ),
          ];
    });
    const undeclared = remark(declared, "identityProvider.level", "names no level of authentication to ask for.");
    const unknown = remark(
      declared,
      "identityProvider.level",
      `asks for ${ONE_FACTOR}, which says nothing of a second factor: each administration's own identity provider decides.`,
    );
    return {
      looked: against(
        asked.map(({ looked }) => looked),
        declared,
      ),
      findings: [...(level === undefined && asked.length > 0 ? [undeclared] : []), ...wrong],
      undetermined: tier === "production" && level === ONE_FACTOR && asked.length > 0 ? [unknown] : [],
    };
  },
});
