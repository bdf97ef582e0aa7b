import { changed } from "../../change";
import { certificate } from "../../edge-objects";
import { JUSTICE, SHARED } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

export const good = smallPlan({ objects: [certificate] });
export const bad = smallPlan({ objects: [changed(certificate, ["spec", "duration"], "8760h")] });

const CERTIFICATE = JUSTICE.at("Certificate", "edge-homeserver");
const RELAY = SHARED.at("Certificate", "turn", "turn-tls-turn-a-1");
const KEY = ["spec", "privateKey"];

export const mutations: readonly Mutation[] = [
  { name: "a year", ...setAt(CERTIFICATE, ["spec", "duration"], "8760h") },
  { name: "as long as the issuer likes", ...unsetAt(CERTIFICATE, ["spec", "duration"]) },
  { name: "ten years, in minutes", ...setAt(CERTIFICATE, ["spec", "duration"], "5256000m") },
  { name: "renewed on its last day", ...setAt(CERTIFICATE, ["spec", "renewBefore"], "24h") },
  { name: "renewed before it is made", ...setAt(CERTIFICATE, ["spec", "renewBefore"], "4000h") },
  { name: "RSA of 2048 bits", ...setAt(CERTIFICATE, [...KEY, "size"], 2048) },
  { name: "RSA of the issuer's default", ...unsetAt(CERTIFICATE, [...KEY, "size"]) },
  { name: "a small curve", ...setAt(CERTIFICATE, KEY, { algorithm: "ECDSA", size: 224, rotationPolicy: "Always" }) },
  { name: "the same key for years", ...setAt(CERTIFICATE, [...KEY, "rotationPolicy"], "Never") },
  {
    name: "a relay's key of 2048 bits",
    ...setAt(RELAY, KEY, { algorithm: "RSA", size: 2048, rotationPolicy: "Always" }),
  },
];
