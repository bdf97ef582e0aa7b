import type { KubernetesObject } from "../../../plan/plan";
import { at, ofKind } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

/** Days that a public authority issues for at most from 2027-03-15 (CA/Browser Forum, SC-081v3); ANSSI's R25 asks for three years at most. */
const MOST_DAYS = 100;

/** A week, in which whoever is told of a renewal that fails mends it. Assumption. */
const LEAST_NOTICE_DAYS = 7;

const LEAST_RSA_BITS = 3072;

/** `2160h` of Go's durations; undefined where it says no hours. */
function days(duration: unknown): number | undefined {
  const hours = /^(\d+)h(0m0s|0m)?$/.exec(String(duration))?.[1];
  return hours === undefined ? undefined : Number(hours) / 24;
}

function faults({ spec }: KubernetesObject): string[] {
  const [lasts, early] = [days(at(spec, "duration")), days(at(spec, "renewBefore"))];
  const key = at(spec, "privateKey");
  const [algorithm, size] = [at(key, "algorithm"), at(key, "size")];
  const isStrong =
    (algorithm === "RSA" && typeof size === "number" && size >= LEAST_RSA_BITS) ||
    (algorithm === "ECDSA" && (size === 256 || size === 384));
  return [
    ...(lasts !== undefined && lasts <= MOST_DAYS ? [] : [`is valid for ${lasts ?? "nobody knows how many"} days`]),
    ...(lasts !== undefined && early !== undefined && early >= LEAST_NOTICE_DAYS && early < lasts
      ? []
      : ["is not renewed in time to mend a renewal that fails"]),
    ...(isStrong ? [] : [`has a key of ${String(algorithm)} ${String(size)}`]),
    ...(at(key, "rotationPolicy") === "Always" ? [] : ["keeps its key when it is renewed"]),
  ];
}

export default planRule({
  id: "TLS-04",
  title: {
    fr: "Certificats de courte durée, à clé forte, renouvelés avec une autre clé",
    en: "Certificates are short-lived, have strong keys, and are renewed with another",
  },
  why: "Une clé trop courte, ou gardée d'un renouvellement à l'autre, protège moins longtemps que les échanges qu'elle a couverts.",
  remedy:
    "Corrigez certificates dans environment.yaml : days (cent au plus, là où R25 demande trois ans au plus), renewBeforeDays, key.",
  severity: "medium",
  controls: ["TLS:R25", "TLS:R26", "SNC:10.2.c", "SNC:10.5.a"],
  looksAt: "the lifetime, the renewal and the key of every Certificate",
  check: (plan) => {
    const all = ofKind(plan, "Certificate");
    return {
      looked: all,
      findings: all.flatMap((planned) => faults(planned.object).map((fault) => remark(planned, "spec", `${fault}.`))),
    };
  },
});
