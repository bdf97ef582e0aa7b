import { planRule, type Remark, remarkAtEnvironment, subjectAtEnvironment } from "../../rule";

/** What cannot be had in the Union: the makers of telephones ring them, and signatures come from who writes them. */
const FOR_PUSH = ["push-apple", "push-google", "push-google-token"];
const FOR_SIGNATURES = ["antivirus-signatures"];

/** Countries of the European Union, ISO 3166-1 alpha-2. */
const UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

export default planRule({
  id: "SOV-04",
  title: {
    fr: "Seules les notifications et les signatures sortent de l'Union, sur un fondement déclaré",
    en: "Only push and signatures leave the Union, each on a declared ground",
  },
  why: "Un transfert hors de l'Union demande un fondement (RGPD, chapitre V) : un flux déclaré sans lui, ou vers un autre service, est une fuite que personne n'a acceptée.",
  remedy: "Déclarez le fondement (push.transfer), ou gardez le service dans l'Union.",
  severity: "high",
  controls: ["SNC:19.2.b", "SNC:19.6.a", "PSSIE:INT-REX-HB", "SNC:19.6.c"],
  looksAt: "every destination outside the European Union, or declared as a transfer",
  check: (plan) => {
    const { destinations } = plan.facts;
    const abroad = destinations.filter(({ country, transfer }) => !UNION.includes(country) || transfer !== undefined);
    const findings = abroad.flatMap(({ id, country, transfer, readers, through }): Remark[] => {
      const reader = FOR_PUSH.includes(id) ? "push-gateway" : FOR_SIGNATURES.includes(id) ? "antivirus" : undefined;
      const faults = [
        ...(reader === undefined ? [`is in ${country}, and neither push nor signatures`] : []),
        ...(reader !== undefined && readers.some((each) => each !== reader)
          ? [`is read by others than ${reader}`]
          : []),
        ...(transfer === undefined || transfer.trim().length < 10 ? ["has no ground for the transfer"] : []),
        ...(through === "border" ? [] : ["is reached past the border's list and log"]),
      ];
      return faults.map((message) => remarkAtEnvironment(plan, `destination ${id}`, "transfer", `${message}.`));
    });
    return { looked: destinations.map(({ id }) => subjectAtEnvironment(plan, `destination ${id}`)), findings };
  },
});
