import type { Plan, PlannedStack } from "../../../plan/plan";
import { at } from "../../../plan/vocabulary";
import { planRule, remarkAtStack, subjectAtStack } from "../../rule";

const EXACT = /^=?\s*\d+\.\d+\.\d+$/;
/** Where each provider comes from: HashiCorp's own, under either spelling. */
const SOURCE = /^(registry\.terraform\.io\/hashicorp\/|hashicorp\/)?(helm|kubernetes)$/;
/** Backends that lock by themselves, as this project configures them. */
const LOCKING = ["http", "kubernetes"];

interface Fault {
  readonly field: string;
  readonly message: string;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function providerFaults(plan: Plan, { terraform }: PlannedStack): Fault[] {
  const required = entries(at(terraform, "terraform", "required_providers")).flatMap(([name, provider]) => {
    const [version, source] = [at(provider, "version"), at(provider, "source")];
    const field = `required_providers.${name}`;
    return [
      ...(typeof version === "string" && EXACT.test(version)
        ? []
        : [{ field, message: `is ${String(version)}, not one exact version.` }]),
      ...(SOURCE.exec(String(source))?.[2] === name
        ? []
        : [{ field, message: `comes from ${String(source)}, not from HashiCorp.` }]),
    ];
  });
  const { context } = plan.facts.cluster;
  const right: Readonly<Record<string, unknown>> = {
    kubernetes: [{ config_context: context }],
    helm: [{ kubernetes: { config_context: context } }],
  };
  const configured = entries(at(terraform, "provider"))
    .filter(([name, settings]) => JSON.stringify(settings) !== JSON.stringify(right[name]))
    .map(([name]) => ({ field: `provider.${name}`, message: `does not name the context ${context}, and it alone.` }));
  return [...required, ...configured];
}

/** True when a stack keeps its state where the environment says, under its own name: then no two share one. */
function isOwnState({ stateBackend }: Plan["facts"], stack: string, kind: string, settings: unknown): boolean {
  if (kind !== stateBackend.kind) return false;
  switch (stateBackend.kind) {
    case "http":
      return at(settings, "address") === `${stateBackend.address}/${stack}`;
    case "kubernetes":
      return at(settings, "secret_suffix") === stack && at(settings, "namespace") === stateBackend.namespace;
    case "local":
      return String(at(settings, "path")).endsWith(`/${stateBackend.directory}/${stack}.tfstate`);
  }
}

function backendFaults(plan: Plan, { name, terraform }: PlannedStack): Fault[] {
  const backends = entries(at(terraform, "terraform", "backend"));
  const [kind, settings] = backends[0] ?? ["none", undefined];
  const locks = LOCKING.includes(kind) || (kind === "local" && plan.facts.tier === "development");
  return [
    ...(locks && backends.length === 1
      ? []
      : [{ field: "backend", message: `is ${kind}, which does not lock for everyone.` }]),
    ...(isOwnState(plan.facts, name, kind, settings)
      ? []
      : [{ field: "backend", message: `is not the declared one, under the name ${name}.` }]),
    ...(kind === "http" && !/^https:\/\/./.test(String(at(settings, "lock_address")))
      ? [{ field: "backend.http", message: "has no lock_address: two deploys could run at once." }]
      : []),
    ...(at(settings, "skip_cert_verification") === undefined
      ? []
      : [{ field: "backend.http", message: "does not verify who keeps the state." }]),
    ...(at(terraform, "data", "terraform_remote_state") === undefined
      ? []
      : [{ field: "data", message: "reads another stack's state; names come from the fleet." }]),
  ];
}

function faults(plan: Plan, stack: PlannedStack): Fault[] {
  const required = String(at(stack.terraform, "terraform", "required_version"));
  const bounded = /(^|,)\s*>=\s*\d/.test(required) && /(^|,)\s*<\s*\d/.test(required);
  const version = bounded ? [] : [{ field: "required_version", message: "has no lower and upper bound." }];
  return [...providerFaults(plan, stack), ...version, ...backendFaults(plan, stack)];
}

export default planRule({
  id: "TFM-01",
  title: {
    fr: "Fournisseurs figés, état verrouillé",
    en: "Providers are exact and speak to the declared cluster, and each stack has its own locked state",
  },
  why: "Un fournisseur flottant change le plan sans qu'il soit rejugé ; un état sans verrou ou partagé se corrompt à deux ; un autre contexte déploie chez un autre.",
  remedy: "Voyez stacks/footprint.ts, et cluster et stateBackend dans environment.yaml.",
  severity: "high",
  controls: [
    "PSSIE:INT-QUOT-SSI",
    "SNC:12.10.a",
    "PSSIE:GDB-INVENT",
    "PSSIE:EXP-SEC-FLUXADMIN",
    "PSSIE:EXP-CENTRAL",
    "SNC:8.1.b",
    "SNC:12.2.a",
    "SNC:14.2.c",
  ],
  looksAt: "the terraform and provider blocks of every stack, against environment.yaml",
  check: (plan) => {
    const findings = plan.terraform.flatMap((stack) =>
      faults(plan, stack).map(({ field, message }) => remarkAtStack(plan, stack.name, field, message)),
    );
    return { looked: plan.terraform.map(({ name }) => subjectAtStack(plan, name)), findings };
  },
});
