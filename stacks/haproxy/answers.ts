/** What every origin may read: browsers' apps ask from hosts of their own. */
export const EVERY_ORIGIN = 'hdr Access-Control-Allow-Origin "*"';

/** Seconds after which a client that was turned away may ask again. Assumption. */
const RETRY_AFTER_SECONDS = 5;

const BUSY = JSON.stringify({
  errcode: "M_LIMIT_EXCEEDED",
  error: "Busy: ask again later",
  retry_after_ms: RETRY_AFTER_SECONDS * 1000,
});

/** A refusal in Matrix's words; `when` is the condition, if there is one. */
export function refusal(status: 403 | 404 | 411 | 413, errcode: string, error: string, when = ""): string {
  const body = JSON.stringify({ errcode, error });
  return `http-request return status ${status} content-type application/json string '${body}' ${EVERY_ORIGIN}${when}`;
}

/** What a client is told that asks too often. */
export function tooMany(when: string): string {
  const retry = `hdr Retry-After ${RETRY_AFTER_SECONDS}`;
  return `http-request return status 429 content-type application/json string '${BUSY}' ${retry} ${EVERY_ORIGIN}${when}`;
}

/**
 * In place of HAProxy's own 503: clients and servers that are told 429 come again by themselves, and an edge takes no
 * 429 for a process that is down.
 */
export function unavailable(): string {
  return [
    "HTTP/1.1 429 Too Many Requests",
    `Content-Length: ${BUSY.length + 1}`,
    "Content-Type: application/json",
    "Cache-Control: no-store",
    `Retry-After: ${RETRY_AFTER_SECONDS}`,
    "Access-Control-Allow-Origin: *",
    "",
    BUSY,
    "",
  ].join("\n");
}

/** Two years, in seconds, as the HSTS preload list's own form proposes; without subdomains, which are others'. */
const HSTS_SECONDS = 63_072_000;

/** What every answer says to browsers; who says it otherwise of an own page is left to. */
export const SECURITY_HEADERS: readonly string[] = [
  `http-after-response set-header Strict-Transport-Security max-age=${HSTS_SECONDS}`,
  "http-after-response set-header X-Content-Type-Options nosniff",
  "http-after-response set-header Content-Security-Policy \"frame-ancestors 'none'\" unless { res.hdr(content-security-policy) -m found }",
  "http-after-response set-header Referrer-Policy no-referrer unless { res.hdr(referrer-policy) -m found }",
];
