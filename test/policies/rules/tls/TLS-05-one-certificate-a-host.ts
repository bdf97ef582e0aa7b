import { changed } from "../../change";
import { certificate, EDGE } from "../../edge-objects";
import { FINANCES, JUSTICE } from "../../places";
import { appendAt, type Mutation, setAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const NAMES = ["spec", "dnsNames"];

export const good = smallPlan({ objects: EDGE });
export const bad = smallPlan({ objects: [changed(certificate, NAMES, ["*.example"])] });

const CERTIFICATE = JUSTICE.at("Certificate", "edge-homeserver");
const GATEWAY = JUSTICE.at("Gateway", "edge");
const SHOWN = ["spec", "listeners", 0, "tls", "certificateRefs", 0];

export const mutations: readonly Mutation[] = [
  { name: "every host of the domain", ...setAt(CERTIFICATE, NAMES, ["*.tchap.gouv.fr"]) },
  { name: "two hosts", ...appendAt(CERTIFICATE, NAMES, "agent.justice.tchap.gouv.fr") },
  { name: "a host by its common name as well", ...setAt(CERTIFICATE, ["spec", "commonName"], "*.tchap.gouv.fr") },
  { name: "another issuer", ...setAt(CERTIFICATE, ["spec", "issuerRef", "name"], "letsencrypt") },
  { name: "one Secret for two hosts", ...setAt(GATEWAY, [...SHOWN, "name"], "edge-name") },
  { name: "a Secret that nothing fills", ...setAt(GATEWAY, [...SHOWN, "name"], "wildcard") },
  {
    name: "another perimeter's certificate",
    ...setAt(GATEWAY, [...SHOWN, "namespace"], FINANCES.namespace),
    also: [FINANCES.stack],
  },
  { name: "a listener for every host", ...setAt(GATEWAY, ["spec", "listeners", 0, "hostname"], "*.tchap.gouv.fr") },
  {
    name: "two certificates in one Secret",
    ...setAt(JUSTICE.at("Certificate", "edge-name"), ["spec", "secretName"], "edge-homeserver"),
    at: GATEWAY,
  },
];
