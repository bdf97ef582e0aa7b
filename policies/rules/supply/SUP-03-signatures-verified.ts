import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list } from "../../../plan/vocabulary";
import { planRule, remark, subjectAtEnvironment } from "../../rule";

/** A policy that refuses what is not signed, for every image of the registry. */
interface Verifier {
  readonly apiVersion: RegExp;
  readonly kind: string;
  /** How its globs say every image of a registry. */
  readonly all: string;
  readonly refuses: (policy: PlannedObject["object"], everything: string) => boolean;
}

const texts = (value: unknown) => list(value).filter((each) => typeof each === "string");

const VERIFIERS: Readonly<Record<"kyverno" | "policy-controller", Verifier>> = {
  kyverno: {
    apiVersion: /^kyverno\.io\//,
    kind: "ClusterPolicy",
    all: "/*",
    refuses: (policy, everything) =>
      list(at(policy, "spec", "rules"))
        .flatMap((rule) => list(at(rule, "verifyImages")))
        .some(
          (each) =>
            list(at(each, "attestors")).length > 0 &&
            at(each, "required") !== false &&
            (at(each, "failureAction") ?? at(policy, "spec", "validationFailureAction")) === "Enforce" &&
            texts(at(each, "imageReferences")).some((glob) => glob === everything || glob === "*"),
        ),
  },
  "policy-controller": {
    apiVersion: /^policy\.sigstore\.dev\//,
    kind: "ClusterImagePolicy",
    all: "/**",
    refuses: (policy, everything) =>
      at(policy, "spec", "mode") !== "warn" &&
      list(at(policy, "spec", "authorities")).length > 0 &&
      list(at(policy, "spec", "images")).some((each) => [everything, "**"].includes(String(at(each, "glob")))),
  },
};

function policiesOf({ objects }: Plan, { apiVersion, kind }: Verifier): readonly PlannedObject[] {
  return objects.filter(({ object }) => object.kind === kind && apiVersion.test(object.apiVersion));
}

export default planRule({
  id: "SUP-03",
  title: {
    fr: "Signature des images vérifiée à l'admission",
    en: "Signatures of images are verified as they are admitted",
  },
  why: "L'empreinte dit quel contenu s'exécute, non qui l'a produit : qui remplace l'image dans le miroir et l'empreinte dans le dépôt n'est arrêté que par une signature.",
  remedy:
    "Signez les images à leur entrée dans le miroir, faites vérifier la signature par le cluster, et dites qui s'en charge dans environment.yaml, sous registry.signatures.",
  severity: "high",
  controls: ["SNC:12.10.c", "CIS:5.5.1"],
  looksAt: "registry.signatures of environment.yaml, and the policy of the plan that does what it says",
  check: (plan) => {
    const { signatures, registry, tier } = plan.facts;
    // Who verifies is part of the name, so that a waiver for nobody never covers a verifier that lets all pass.
    const subject = subjectAtEnvironment(plan, `registry.signatures ${signatures.by}`);
    const say = (message: string) => [remark(subject, "registry.signatures", message)];
    if (signatures.by === "none") {
      const message = `says that nobody verifies signatures: ${signatures.source}.`;
      return tier === "production"
        ? { looked: [subject], findings: say(message) }
        : { looked: [subject], findings: [], undetermined: say(`${message} It is asked of production alone.`) };
    }
    if (signatures.by === "platform") {
      const message = `says that the platform verifies those of ${signatures.signer}, which no plan shows: ${signatures.source}.`;
      return { looked: [subject], findings: [], undetermined: say(message) };
    }
    const verifier = VERIFIERS[signatures.by];
    const everything = `${registry}${verifier.all}`;
    const policies = policiesOf(plan, verifier);
    return {
      looked: [subject, ...policies],
      findings: policies.some(({ object }) => verifier.refuses(object, everything))
        ? []
        : say(`says ${signatures.by}, and no ${verifier.kind} of the plan refuses what is unsigned of ${everything}.`),
    };
  },
});
