/**
 * Whose request it is. Network policies let only those in who name their client last (the edge, the inbound gateway):
 * what stands before that, the client may have made up.
 */
export const CLIENT_RULES: readonly string[] = [
  "http-request set-var(txn.path) path",
  "http-request set-var(txn.client) src",
  "http-request set-var(txn.client) req.hdr_ip(x-forwarded-for,-1) if { req.hdr_ip(x-forwarded-for,-1) -m found }",
  "http-request set-header X-Forwarded-For %[var(txn.client)]",
  "http-request set-header X-Forwarded-Proto https",
  "http-request del-header Forwarded",
  "http-request disable-l7-retry unless METH_GET",
];

/** A table of addresses, in which those of one IPv6 network are one: a customer has a whole /64 (RFC 6177). */
export const ADDRESS = "var(txn.client),ipmask(32,64)";

/** Addresses or names that a table keeps, the oldest forgotten first: some MiB. Assumption. */
const KEPT = 20_000;

/** A backend that is a table alone; `key` is its type, `stored` what it counts. */
export function countTable(name: string, key: string, seconds: number, stored: string): string[] {
  return ["", `backend ${name}`, `  stick-table type ${key} size ${KEPT} expire ${seconds}s store ${stored}`];
}

/**
 * One JSON line a request, with fields of its own by name: texts are HAProxy samples. Paths alone: a query may carry an
 * access token.
 */
export function accessLog(fields: Readonly<Record<string, string>>): string {
  const own = Object.entries(fields).map(([name, sample]) => `"${name}":"%[${sample}]",`);
  return (
    `'{"time":"%T","client":"%[var(txn.client)]",${own.join("")}"method":"%HM",` +
    '"path":"%[var(txn.path),json(utf8ps)]","status":%ST,"bytes":%B,"backend":"%b","server":"%s",' +
    '"queueMs":%Tw,"connectMs":%Tc,"answerMs":%Tr,"totalMs":%Ta,"end":"%ts"}\''
  );
}
