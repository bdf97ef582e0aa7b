import { once, oncePerText } from "../plan/once";
import type { Plan, PlannedObject } from "../plan/plan";
import { allDatabases, at, filesOf, ofKind } from "../plan/vocabulary";
import { trimmedLinesOf } from "./lines";

/*
 * Where the footprint itself ends or begins TLS and says how: relays of calls, the log collector, PostgreSQL, and an
 * HAProxy that were told to. Synapse's own setting is SYN-06's.
 */

/** What one place says of versions and suites; undefined what it leaves to the library's default. */
export interface TlsSetting {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly what: "coturn" | "rsyslog" | "haproxy" | "postgres";
  /** Oldest version that is spoken. */
  readonly oldest: "1.0" | "1.1" | "1.2" | "1.3" | undefined;
  /** Suites or what they are put together from, as the library names them. */
  readonly suites: readonly string[] | undefined;
}

const VERSIONS = ["1.0", "1.1", "1.2", "1.3"] as const;

type Version = (typeof VERSIONS)[number];

const isVersion = (text: string | undefined): text is Version => VERSIONS.some((each) => each === text);

type Found = Omit<TlsSetting, "planned" | "field">;

/** coturn (README.turnserver, 4.18): 1.2 at least, unless it is asked for an older one or for no other than 1.3. */
function ofCoturn(text: string): Found[] {
  const lines = trimmedLinesOf(text);
  if (!lines.some((line) => /^(use-auth-secret|lt-cred-mech|tls-listening-port=)/.test(line))) return [];
  const has = (option: string) => lines.some((line) => line === option || line.startsWith(`${option}=`));
  const oldest = has("tlsv1") ? "1.0" : has("tlsv1_1") ? "1.1" : has("no-tlsv1_2") ? "1.3" : "1.2";
  const ciphers = lines.find((line) => line.startsWith("cipher-list="))?.slice("cipher-list=".length);
  return [{ what: "coturn", oldest, suites: ciphers?.replaceAll('"', "").split(":") }];
}

/** rsyslog (gnutlsPriorityString): begins with NONE, or adds to a default that nobody wrote. */
function ofRsyslog(text: string): Found[] {
  const actions = text.match(/streamDriver="(gtls|ossl)"/gi) ?? [];
  const priorities = [...text.matchAll(/gnutlsPriorityString="([^"]*)"/gi)].map(([, value = ""]) => value.split(":"));
  return actions.map((_, index): Found => {
    const words = priorities[index];
    if (words?.[0] !== "NONE") return { what: "rsyslog", oldest: undefined, suites: undefined };
    const versions = words
      .flatMap((word) => /^\+VERS-TLS(\d\.\d)$/.exec(word)?.[1] ?? [])
      .filter(isVersion)
      .sort();
    const older = words.some((word) => /^\+VERS-(SSL|ALL|TLS-ALL)/.test(word));
    return {
      what: "rsyslog",
      oldest: older ? "1.0" : versions[0],
      suites: words.slice(1).map((word) => word.replace(/^\+/, "")),
    };
  });
}

/** HAProxy: every `bind` and `server` with `ssl`, whose version may be said for all. */
function ofHaproxy(text: string): Found[] {
  const lines = trimmedLinesOf(text);
  const general = lines.filter((line) => /^ssl-default-(bind|server)-(options|ciphers)\b/.test(line)).join(" ");
  return lines
    .filter((line) => /^(bind|server|default-server)\b/.test(line) && /\sssl(\s|$)/.test(line))
    .map((line): Found => {
      const said = `${line} ${general}`;
      const version = /ssl-min-ver TLSv(\d\.\d)/.exec(said)?.[1];
      const ciphers = /(?:^|\s)(?:ssl-default-\w+-)?ciphers (\S+)/.exec(said)?.[1];
      return { what: "haproxy", oldest: isVersion(version) ? version : undefined, suites: ciphers?.split(":") };
    });
}

/** PostgreSQL of CloudNativePG: TLS 1.3 unless it is set otherwise (its documentation, PostgreSQL configuration). */
function ofDatabase(planned: PlannedObject): TlsSetting {
  const parameters = at(planned.object, "spec", "postgresql", "parameters");
  const [oldest, suites] = [at(parameters, "ssl_min_protocol_version"), at(parameters, "ssl_ciphers")];
  const version = oldest === undefined ? "1.3" : /^TLSv(1(?:\.\d)?)$/.exec(String(oldest))?.[1];
  return {
    planned,
    field: "spec.postgresql.parameters",
    what: "postgres",
    oldest: version === "1" ? "1.0" : isVersion(version) ? version : undefined,
    suites: typeof suites === "string" ? suites.split(":") : undefined,
  };
}

const ofText = oncePerText((text): readonly Found[] => [...ofCoturn(text), ...ofRsyslog(text), ...ofHaproxy(text)]);

/** Every place of the plan that says how TLS is spoken. */
export const tlsSettings = once((plan: Plan): readonly TlsSetting[] => [
  ...ofKind(plan, "ConfigMap").flatMap((planned) =>
    filesOf(planned).flatMap(([field, text]) => ofText(text).map((found) => ({ planned, field, ...found }))),
  ),
  ...allDatabases(plan).map(ofDatabase),
]);
