import { A, type Cases, growing, HOUR, OF_A, type Series, still } from "./case";

const CHECK = `shard="a",perimeter="p",check="identity",instance="https://matrix.a.example/info",job="identity"`;
const CHECKED = { shard: "a", perimeter: "p", check: "identity", instance: "https://matrix.a.example/info" } as const;
const DAY = 24 * HOUR;

/** Of a pod that asks, and of another one: one that cannot reach anything is no failure of the host. */
const asked = (first: number, second: number): Series => ({
  [`probe_success{${CHECK}}`]: still(first),
  [`probe_success{${CHECK},pod="other"}`]: still(second),
});

const certificate = (secondsLeft: number): Series => ({
  [`probe_ssl_earliest_cert_expiry{${CHECK}}`]: still(secondsLeft),
});

const issued = (ready: number): Series => {
  const labels = 'namespace="tchap-a",name="edge-homeserver",condition="True"';
  return {
    [`tchap:namespace:info{${A}}`]: still(1),
    [`certmanager_certificate_ready_status{${labels}}`]: still(ready),
    'certmanager_certificate_ready_status{namespace="elsewhere",name="other",condition="True"}': still(0),
  };
};

const ROUTER = `{${A},system="router",pod="router-0",proxy="public"`;
const answered = (good: number, bad: number): Series => ({
  [`haproxy_frontend_http_responses_total${ROUTER},code="2xx"}`]: growing(good),
  [`haproxy_frontend_http_responses_total${ROUTER},code="4xx"}`]: growing(10),
  [`haproxy_frontend_http_responses_total${ROUTER},code="5xx"}`]: growing(bad),
});

/** Refused by the router, and by Synapse behind it, which is the router's answer too; of a hundred a minute. */
const refused = (byRouter: number, bySynapse: number): Series => ({
  [`haproxy_frontend_http_responses_total${ROUTER},code="2xx"}`]: growing(100 - byRouter - bySynapse),
  [`haproxy_frontend_http_responses_total${ROUTER},code="4xx"}`]: growing(byRouter + bySynapse),
  [`haproxy_backend_http_responses_total{${A},system="router",pod="router-0",proxy="reader",code="4xx"}`]:
    growing(bySynapse),
  [`synapse_http_server_responses_total{${A},pod="reader-0",method="GET",code="429"}`]: growing(bySynapse),
});

const INBOUND = 'namespace="tchap-border",system="border-inbound",pod="border-inbound-0",code="4xx"';

/** At the border; what a shard itself refuses is not its doing. */
const turnedAway = (perMinute: number): Series => ({
  [`haproxy_frontend_http_responses_total{${INBOUND},proxy="federation"}`]: growing(perMinute + 500),
  [`haproxy_backend_http_responses_total{${INBOUND},proxy="matrix.a.example"}`]: growing(500),
});

export const EDGE_CASES: Cases = {
  PublicCheckFails: { fires: asked(0, 0), labels: CHECKED, silent: asked(0, 1) },
  // Prod renews 30 days before the end.
  CertificateEnds: { fires: certificate(15 * DAY), labels: CHECKED, silent: certificate(16 * DAY), at: "2h" },
  CertificateEndsNow: { fires: certificate(3 * DAY), labels: CHECKED, silent: certificate(4 * DAY) },
  CertificateNotReady: {
    fires: issued(0),
    labels: { ...OF_A, name: "edge-homeserver" },
    silent: issued(1),
    at: "2h",
  },
  ShardAnswersErrors: { fires: answered(100, 6), labels: OF_A, silent: answered(100, 5) },
  TooManyRequestsRefused: { fires: refused(6, 5), labels: OF_A, silent: refused(5, 4) },
  BorderRefusalsRise: {
    fires: turnedAway(61),
    labels: { namespace: "tchap-border" },
    silent: turnedAway(59),
  },
};
