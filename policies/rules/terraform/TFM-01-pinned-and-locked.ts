import type { PlannedStack } from "../../../plan/plan";
import { at } from "../../../plan/vocabulary";
import { planRule, type Remark } from "../../rule";

const EXACT = /^=?\s*\d+\.\d+\.\d+$/;
/** Backends that lock by themselves, as this project configures them. */
const LOCKING = ["http", "kubernetes", "pg"];

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function faults({ terraform }: PlannedStack, development: boolean): { field: string; message: string }[] {
  const providers = entries(at(terraform, "terraform", "required_providers")).flatMap(([name, provider]) => {
    const version = at(provider, "version");
    const exact = typeof version === "string" && EXACT.test(version);
    return exact
      ? []
      : [{ field: `required_providers.${name}`, message: `is ${String(version)}, not one exact version.` }];
  });
  const required = at(terraform, "terraform", "required_version");
  const noVersion = typeof required === "string" ? [] : [{ field: "required_version", message: "is absent." }];
  const backends = entries(at(terraform, "terraform", "backend"));
  const [kind, settings] = backends[0] ?? ["none", undefined];
  const locks = LOCKING.includes(kind) || (kind === "local" && development);
  const noLock =
    locks && backends.length === 1
      ? []
      : [{ field: "backend", message: `is ${kind}, which does not lock for everyone.` }];
  const open =
    kind === "http" && typeof at(settings, "lock_address") !== "string"
      ? [{ field: "backend.http", message: "has no lock_address: two deploys could run at once." }]
      : [];
  const remote =
    at(terraform, "data", "terraform_remote_state") === undefined
      ? []
      : [{ field: "data", message: "reads another stack's state; names come from the fleet." }];
  return [...providers, ...noVersion, ...noLock, ...open, ...remote];
}

export default planRule({
  id: "TFM-01",
  title: {
    fr: "Fournisseurs figés, état verrouillé",
    en: "Providers are exact, and each stack has its own locked state",
  },
  why: "Un fournisseur flottant change le plan sans qu'il soit rejugé ; un état sans verrou se corrompt à deux.",
  remedy: "Voyez stacks/footprint.ts et stateBackend dans environment.yaml.",
  severity: "high",
  controls: ["PSSIE:INT-QUOT-SSI", "SNC:12.10.a"],
  looksAt: "the terraform block of every stack",
  check: (plan) => {
    const development = plan.facts.tier === "development";
    const findings = plan.terraform.flatMap((stack) => {
      const perimeter = plan.facts.perimeters.find((each) => each.stack === stack.name);
      return faults(stack, development).map(
        ({ field, message }): Remark => ({
          stack: stack.name,
          perimeter: perimeter?.name,
          object: `${stack.name}/cdk.tf.json`,
          field,
          at: perimeter?.at ?? plan.facts.at,
          message,
        }),
      );
    });
    return { looked: plan.terraform.length, findings };
  },
});
