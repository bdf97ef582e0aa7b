import { at } from "../../../plan/vocabulary";
import { planRule, remarkAtStack, subjectAtStack } from "../../rule";

/** What a backend of each kind must say so that the state is private on its way and where it lies. */
function faults(kind: string, settings: unknown): string[] {
  const secret = ["username", "password", "token", "client_private_key_pem", "config_path"].filter(
    (name) => at(settings, name) !== undefined,
  );
  const written = secret.map((name) => `has ${name} in the stack, which is no secret then`);
  const plain = ["address", "lock_address", "unlock_address"]
    .filter((name) => at(settings, name) !== undefined && !String(at(settings, name)).startsWith("https://"))
    .map((name) => `asks ${name} without TLS`);
  // A cluster's Secrets are encrypted where its provider says so; on a disk nobody does.
  const onDisk = kind === "local" ? ["is a file on whoever's disk deploys"] : [];
  return [...written, ...plain, ...onDisk];
}

export default planRule({
  id: "SOV-03",
  title: {
    fr: "L'état de Terraform est déclaré en France, chiffré en transit, sans secret écrit",
    en: "Terraform's state is declared to be in France, encrypted on its way, its credentials written nowhere",
  },
  why: "L'état décrit tout le système et peut contenir des secrets : il est aussi sensible que lui, et la PSSIE le veut chiffré, sur le territoire.",
  remedy: "Corrigez stateBackend dans environment.yaml ; donnez les identifiants par l'environnement (TF_HTTP_*).",
  severity: "critical",
  controls: ["PSSIE:PDT-CHIFF-SENS", "PSSIE:INT-REX-HB", "SNC:19.2.d"],
  looksAt: "the backend of every stack, and the country in which the fleet says that it is",
  check: (plan) => {
    const { stateBackend, tier } = plan.facts;
    const findings = plan.terraform.flatMap(({ name, terraform }) => {
      const backends = Object.entries(at(terraform, "terraform", "backend") ?? {});
      const abroad = stateBackend.country === "FR" ? [] : [`is in ${stateBackend.country}`];
      const said = backends.flatMap(([kind, settings]) => faults(kind, settings));
      const kept = backends.length === 1 ? [] : ["is not one place"];
      // A development machine's state describes nothing that is anybody's.
      const judged = tier === "development" ? said.filter((fault) => !fault.includes("disk")) : said;
      return [...abroad, ...judged, ...kept].map((message) => remarkAtStack(plan, name, "backend", `${message}.`));
    });
    return { looked: plan.terraform.map(({ name }) => subjectAtStack(plan, name)), findings };
  },
});
