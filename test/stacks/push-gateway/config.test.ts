import { parse } from "yaml";
import { at } from "../../../plan/vocabulary";
import { IN_FLIGHT_LIMIT, sygnalConfig } from "../../../stacks/push-gateway/config";
import { PUSH_GATEWAY } from "../../../stacks/push-gateway/places";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";
import { fleetOf } from "../fleets";

/*
 * Names that Sygnal knows, read in its own source: version 0.17.0, commit 53c25a8 (sygnal.py, check_config and
 * CONFIG_DEFAULTS; UNDERSTOOD_CONFIG_FIELDS of apnspushkin.py, gcmpushkin.py and notifications.py). It warns of others
 * and goes on.
 */
const KNOWN = {
  "": ["http", "log", "metrics", "proxy", "apps"],
  http: ["port", "bind_addresses"],
  log: ["setup", "access"],
  "log.access": ["file", "enabled", "x_forwarded_for"],
  metrics: ["opentracing", "sentry", "prometheus"],
  "metrics.opentracing": ["enabled", "implementation", "jaeger", "service_name"],
  "metrics.prometheus": ["enabled", "address", "port"],
  "metrics.sentry": ["enabled", "dsn"],
} as const;

const KNOWN_OF_KIND = {
  apns: [
    ...["type", "platform", "certfile", "team_id", "key_id", "keyfile", "topic", "push_type"],
    ...["convert_device_token_to_hex", "send_badge_counts", "inflight_request_limit"],
  ],
  gcm: [
    ...["type", "api_key", "api_version", "fcm_options", "max_connections", "project_id", "service_account_file"],
    ...["send_badge_counts", "inflight_request_limit"],
  ],
} as const;

const PROXY = "http://border.tchap-border.svc.cluster.local:3128";

async function rendered(
  environment: string,
): Promise<{ config: unknown; facts: Awaited<ReturnType<typeof buildPlan>>["plan"]["facts"] }> {
  const { plan } = await buildPlan(environment);
  const map = plan.objects.find(
    ({ object }) => object.kind === "ConfigMap" && object.metadata.namespace === "tchap-push-gateway",
  );
  return { config: parse(String(at(map?.object, "data", "sygnal.yaml"))), facts: plan.facts };
}

test("every option has a name that Sygnal knows", async () => {
  for (const environment of ENVIRONMENTS) {
    const { config, facts } = await rendered(environment);
    for (const [section, known] of Object.entries(KNOWN)) {
      const found = Object.keys(Object(at(config, ...section.split(".").filter(Boolean))));
      expect(found.filter((name) => !known.some((each) => each === name))).toEqual([]);
      expect(found.length).toBeGreaterThan(0);
    }
    for (const { id, kind } of facts.push.apps) {
      const found = Object.keys(Object(at(config, "apps", id)));
      expect(found.filter((name) => !KNOWN_OF_KIND[kind].some((each: string) => each === name))).toEqual([]);
      expect(at(config, "apps", id, "type")).toBe(kind);
    }
  }
});

test("Apple is asked with a key and Google by its v1 API, each through the border, with a bound on what is under way", async () => {
  const { config, facts } = await rendered("prod");
  const apps = facts.push.apps.map(({ id, kind }) => [kind, at(config, "apps", id)]);
  expect(Object.fromEntries(apps)).toEqual({
    apns: {
      type: "apns",
      keyfile: "/run/secrets/apple/key.p8",
      key_id: "ABCDE12345",
      team_id: "ABCDE12345",
      topic: "fr.gouv.tchap",
      platform: "production",
      push_type: "alert",
      inflight_request_limit: IN_FLIGHT_LIMIT,
    },
    gcm: {
      type: "gcm",
      api_version: "v1",
      project_id: "tchap-android",
      service_account_file: "/run/secrets/google/service-account.json",
      max_connections: 100,
      inflight_request_limit: IN_FLIGHT_LIMIT,
    },
  });
  expect(at(config, "proxy")).toBe(PROXY);
  const proxied = facts.destinations.filter(({ readers }) => readers.includes(PUSH_GATEWAY));
  expect(proxied.map(({ host, through, transfer }) => [host, through, transfer !== undefined]).sort()).toEqual([
    ["api.push.apple.com", "border", true],
    ["fcm.googleapis.com", "border", true],
    ["oauth2.googleapis.com", "border", true],
  ]);
});

test("nothing is told to Sentry or a tracer, and no logger of Sygnal writes what it writes below WARNING", async () => {
  for (const environment of ENVIRONMENTS) {
    const { config } = await rendered(environment);
    expect(at(config, "metrics", "sentry")).toEqual({ enabled: false });
    expect(at(config, "metrics", "opentracing")).toEqual({ enabled: false });
    const setup = at(config, "log", "setup");
    expect(at(setup, "root", "level")).toBe("WARNING");
    // The access log alone, whose lines hold a method, a path and a status.
    expect(Object.entries(Object(at(setup, "loggers"))).map(([name, logger]) => [name, at(logger, "level")])).toEqual([
      ["sygnal.access", "INFO"],
    ]);
  }
});

test("without an app there is no gateway to fail at its start", () => {
  const fleet = fleetOf("dev");
  expect(Object.keys(sygnalConfig({ push: { ...fleet.push, apps: [] } }, PROXY).apps)).toEqual([]);
});
