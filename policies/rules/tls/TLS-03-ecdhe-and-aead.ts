import { plannedOf, planRule, remark } from "../../rule";
import { type TlsSetting, tlsSettings } from "../../tls-settings";

/** OpenSSL's names: a key exchange that is thrown away, a signature, and a cipher that proves what it hid. */
const OPENSSL =
  /^(TLS_(AES_\d+_(GCM|CCM)_SHA\d+|CHACHA20_POLY1305_SHA256)|ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305))$/;

/** GnuTLS puts suites together from parts: of each kind, those that ANSSI recommends, and what is none of them. */
const GNUTLS =
  /^(VERS-TLS1\.[23]|ECDHE-(ECDSA|RSA)|(AES-(128|256)-GCM|CHACHA20-POLY1305|AES-(128|256)-CCM)|AEAD|GROUP-(SECP(256|384|521)R1|X25519|X448)|SIGN-[A-Z0-9-]*SHA(256|384|512)|SIGN-EDDSA-\S+|CTYPE-X509|COMP-NULL)$/;

function faults({ what, suites }: TlsSetting): string[] {
  // PostgreSQL with nothing said has CloudNativePG's own, TLS 1.3 alone.
  if (suites === undefined) return what === "postgres" ? [] : [`leaves ${what}'s suites to its library`];
  const right = what === "rsyslog" ? GNUTLS : OPENSSL;
  const wrong = suites.filter((suite) => !right.test(suite));
  const one = what !== "rsyslog" && suites.length < 2 ? ["has one suite alone: a flaw of it would leave none"] : [];
  return [...wrong.map((suite) => `lets ${what} take ${suite}`), ...one];
}

export default planRule({
  id: "TLS-03",
  title: {
    fr: "Suites ECDHE et chiffrement intègre (AEAD) seulement",
    en: "Suites with ECDHE and authenticated encryption only",
  },
  why: "Sans échange de clé éphémère, qui vole un jour la clé du serveur lit tout ce qu'il a enregistré avant.",
  remedy: "N'écrivez que des suites ECDHE avec AES-GCM ou ChaCha20-Poly1305, deux au moins.",
  severity: "high",
  controls: [
    "TLS:R6",
    "TLS:R7",
    "TLS:R9",
    "TLS:R10",
    "TLS:R12",
    "TLS:R5",
    "TLS:R7-",
    "TLS:R8",
    "TLS:R8-",
    "TLS:R9-",
    "TLS:R10-",
    "TLS:R11",
    "TLS:R19",
    "SNC:10.2.a",
    "SNC:10.2.c",
  ],
  looksAt: "the suites of relays of calls, the log collector, PostgreSQL and every HAProxy that speaks TLS",
  check: (plan) => {
    const all = tlsSettings(plan);
    return {
      looked: plannedOf(all),
      findings: all.flatMap((setting) =>
        faults(setting).map((fault) => remark(setting.planned, setting.field, `${fault}.`)),
      ),
    };
  },
});
