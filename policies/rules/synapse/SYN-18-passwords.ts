import type { Plan } from "../../../plan/plan";
import { type Homeserver, homeservers } from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { processesOf, type SynapseProcess } from "./processes";
import { secretSettings } from "./secret-settings";
import { absent, checkSettings, exactly, perimeterOf, type Setting } from "./settings";

/** Characters: what ANSSI's recommendations on passwords (PG-078, 2021) call medium to strong, with four kinds. */
const SHORTEST = 12;

/** Rounds of bcrypt as a power of two: Synapse's default; one less halves what guessing costs. */
const FEWEST_ROUNDS = 12;

const KINDS = ["require_digit", "require_symbol", "require_lowercase", "require_uppercase"];

const PEPPER = "password_config.pepper";

const atLeast = (least: number) => (value: unknown) => typeof value === "number" && value >= least;

function ownsPasswords(plan: Plan, server: Homeserver): boolean {
  return perimeterOf(plan, server)?.features.signIn === "password";
}

function settings(plan: Plan, server: Homeserver): Setting[] {
  if (!ownsPasswords(plan, server)) return exactly(false, "password_config.enabled");
  const policy = "password_config.policy";
  return [
    ...exactly(true, "password_config.enabled", `${policy}.enabled`, ...KINDS.map((kind) => `${policy}.${kind}`)),
    { field: `${policy}.minimum_length`, right: atLeast(SHORTEST), must: `${SHORTEST} or more` },
    {
      field: "bcrypt_rounds",
      right: (value) => value === undefined || atLeast(FEWEST_ROUNDS)(value),
      must: `${FEWEST_ROUNDS} or more`,
    },
    ...absent(PEPPER),
  ];
}

/** Processes that hash passwords. */
function peppered(plan: Plan, server: Homeserver): readonly SynapseProcess[] {
  return ownsPasswords(plan, server) ? processesOf(plan, server) : [];
}

/** Processes that would hash passwords without the pepper. */
function withoutPepper(plan: Plan, server: Homeserver): Remark[] {
  return peppered(plan, server)
    .filter((process) => !process.files.some((file) => secretSettings(plan, process, file)?.leaves.includes(PEPPER)))
    .map(({ workload }) => remark(workload.planned, PEPPER, "is put in by no program that runs first."));
}

export default planRule({
  id: "SYN-18",
  title: {
    fr: "Pas de mot de passe, ou forts, hachés avec un secret",
    en: "No passwords, or strong ones, hashed with a secret",
  },
  why: "Un mot de passe contourne l'identité de l'agent ; là où il n'y a que lui, il doit résister à qui le devine et à qui vole la base.",
  remedy:
    "Dans stacks/homeserver/sign-in.ts, laissez password_config.enabled à false, ou sa politique entière et le poivre de secretSettings.",
  severity: "high",
  controls: [
    "SNC:10.3.b",
    "PSSIE:EXP-QUAL-PASS",
    "PA075:R40",
    "PSSIE:EXP-INIT-PASS",
    "PSSIE:EXP-POL-PASS",
    "PSSIE:EXP-DOM-PASS",
    "PSSIE:DEV-LOG-PASS",
    "SNC:10.3.a",
    "SNC:10.3.d",
  ],
  looksAt: "password settings of every homeserver.yaml by its perimeter's sign-in, and what puts the pepper in",
  check: (plan) => {
    const { looked, findings } = checkSettings(plan, (server) => settings(plan, server));
    const hashing = homeservers(plan).flatMap((server) => peppered(plan, server));
    return {
      looked: [...looked, ...plannedOf(hashing.map(({ workload }) => workload))],
      findings: [...findings, ...homeservers(plan).flatMap((server) => withoutPepper(plan, server))],
    };
  },
});
