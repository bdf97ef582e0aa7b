import { plannedOf, planRule, remark } from "../../rule";
import { tlsSettings } from "../../tls-settings";

export default planRule({
  id: "TLS-02",
  title: {
    fr: "TLS 1.2 au moins, partout où nous le réglons",
    en: "TLS 1.2 at least, wherever the footprint says how it is spoken",
  },
  why: "TLS 1.0 et 1.1 sont cassés ; laissés à la valeur par défaut d'une bibliothèque, ils reviennent avec une image plus ancienne.",
  remedy:
    "Écrivez la version la plus basse dans la configuration du système : turnserver.conf, gnutlsPriorityString, ssl-min-ver.",
  severity: "high",
  controls: ["TLS:R4", "TLS:R3", "SNC:10.2.a", "SNC:10.2.c"],
  looksAt:
    "relays of calls, the log collector, PostgreSQL and every HAProxy that speaks TLS; Synapse's own setting is SYN-06's",
  check: (plan) => {
    const all = tlsSettings(plan);
    return {
      looked: plannedOf(all),
      findings: all
        .filter(({ oldest }) => oldest !== "1.2" && oldest !== "1.3")
        .map(({ planned, field, what, oldest }) =>
          remark(
            planned,
            field,
            oldest === undefined
              ? `leaves ${what}'s oldest version of TLS to its library.`
              : `lets ${what} speak TLS ${oldest}.`,
          ),
        ),
    };
  },
});
