import type { Fleet } from "../../fleet/fleet";
import { PATHS, PORTS } from "./places";

/** Pushes under way for one app in one pod; those beyond fail and homeservers send them again. Sygnal's own default. */
export const IN_FLIGHT_LIMIT = 512;

/**
 * Connections of one pod to Google: at 100 ms each they carry 1 000 pushes per second, more than its core does.
 * Sygnal's default of 20 would be reached first. Assumption.
 */
const GOOGLE_CONNECTIONS = 100;

type App = Fleet["push"]["apps"][number];

/** One app as Sygnal calls it, a pushkin. */
function pushkin(app: App) {
  const common = { inflight_request_limit: IN_FLIGHT_LIMIT };
  if (app.kind === "gcm")
    return {
      type: "gcm",
      api_version: "v1",
      project_id: app.projectId,
      service_account_file: `${PATHS.google}/service-account.json`,
      max_connections: GOOGLE_CONNECTIONS,
      ...common,
    };
  return {
    type: "apns",
    keyfile: `${PATHS.apple}/key.p8`,
    key_id: app.keyId,
    team_id: app.teamId,
    topic: app.topic,
    platform: "production",
    // What the app itself shows after it fetched the event; Apple refuses a push without a type since iOS 13.
    push_type: "alert",
    ...common,
  };
}

/**
 * Lines of the log. Below WARNING Sygnal writes push keys, by which anybody may make the telephone ring
 * (sygnal 0.17.0, apnspushkin.py and gcmpushkin.py: `Sending (attempt …)`); the access log names paths alone.
 */
function logging() {
  return {
    version: 1,
    disable_existing_loggers: false,
    formatters: {
      line: {
        format: "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s",
        datefmt: "%Y-%m-%dT%H:%M:%S",
      },
    },
    handlers: { stdout: { class: "logging.StreamHandler", formatter: "line", stream: "ext://sys.stdout" } },
    loggers: { "sygnal.access": { level: "INFO", handlers: ["stdout"], propagate: false } },
    root: { level: "WARNING", handlers: ["stdout"] },
  };
}

/** Sygnal's configuration. What a push holds is decided by the pusher that the app made: `event_id_only`. */
export function sygnalConfig({ push }: Pick<Fleet, "push">, proxy: string) {
  return {
    http: { bind_addresses: ["0.0.0.0"], port: PORTS.public },
    // Behind the edge every request comes from its pods; the address it was told by is in a header.
    log: { setup: logging(), access: { x_forwarded_for: true } },
    metrics: {
      prometheus: { enabled: true, address: "0.0.0.0", port: PORTS.metrics },
      opentracing: { enabled: false },
      sentry: { enabled: false },
    },
    proxy,
    apps: Object.fromEntries(push.apps.map((app) => [app.id, pushkin(app)])),
  };
}
