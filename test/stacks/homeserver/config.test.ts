import { dirname } from "node:path";
import { parse, parseDocument, visit } from "yaml";
import type { Perimeter, Shard } from "../../../fleet/fleet";
import type { Plan } from "../../../plan/plan";
import { at, containersOf, list, ofKind } from "../../../plan/vocabulary";
import { homeserverConfig, logConfig, secretSettings } from "../../../stacks/homeserver/config";
import { CLIENT_PORT, METRICS_PORT, REPLICATION_PORT } from "../../../stacks/homeserver/places";
import { buildPlan, ENVIRONMENTS, fields, theObject } from "../../plan/plans";
import { fleetOf } from "../fleets";

/** One shard with what was rendered for it. */
interface Rendered {
  readonly plan: Plan;
  readonly perimeter: Perimeter;
  readonly shard: Shard;
  /** Files of the ConfigMap that all processes read, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Files of every ConfigMap of the namespace, by its name. */
  readonly maps: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly config: unknown;
  readonly pod: unknown;
}

const textsOf = (data: unknown) =>
  Object.fromEntries(Object.entries(fields(data)).map(([name, text]) => [name, String(text)]));

async function everyShard(): Promise<Rendered[]> {
  const plans = await Promise.all(ENVIRONMENTS.map(async (environment) => (await buildPlan(environment)).plan));
  return plans.flatMap((plan) =>
    plan.facts.perimeters
      .filter(({ state }) => state !== "closed")
      .flatMap((perimeter) =>
        perimeter.shards.map((shard) => {
          const maps = new Map(
            ofKind(plan, "ConfigMap")
              .filter(({ object }) => object.metadata.namespace === shard.namespace)
              .map(({ object }) => [object.metadata.name, textsOf(object.data)] as const),
          );
          const files = maps.get("homeserver") ?? {};
          const { object } = theObject(plan, "StatefulSet", shard.namespace, "homeserver");
          const config: unknown = parse(files["homeserver.yaml"] ?? "");
          return { plan, perimeter, shard, files, maps, config, pod: at(object, "spec", "template", "spec") };
        }),
      ),
  );
}

/** Every text in nested data that is an absolute path. */
function paths(value: unknown): string[] {
  if (typeof value === "string") return value.startsWith("/") ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(paths) : [];
}

const container = (pod: unknown, name: string) => containersOf(pod).find((each) => at(each, "name") === name);

/** Every file that a container finds below its mounts, by path, with the Secret or ConfigMap that it comes from. */
function mountedFiles(pod: unknown, containerName: string, maps: Rendered["maps"]): Map<string, string> {
  const volumes = new Map(list(at(pod, "volumes")).map((volume) => [at(volume, "name"), volume]));
  return new Map(
    list(at(container(pod, containerName), "volumeMounts")).flatMap((mount) => {
      const [path, volume] = [String(at(mount, "mountPath")), volumes.get(at(mount, "name"))];
      const secret = at(volume, "secret", "secretName");
      const keys = list(at(volume, "secret", "items")).map((item) => String(at(item, "path")));
      const map = at(volume, "configMap", "name");
      const names = map === undefined ? keys : Object.keys(maps.get(String(map)) ?? {});
      return names.map((name) => [`${path}/${name}`, secret === undefined ? "ConfigMap" : `Secret ${secret}`] as const);
    }),
  );
}

/** Folders that a container may write to. */
function writable(pod: unknown, containerName: string): string[] {
  const volumes = new Map(list(at(pod, "volumes")).map((volume) => [at(volume, "name"), volume]));
  return list(at(container(pod, containerName), "volumeMounts"))
    .filter((mount) => {
      const volume = volumes.get(at(mount, "name"));
      return at(volume, "emptyDir") !== undefined || at(volume, "persistentVolumeClaim") !== undefined;
    })
    .map((mount) => String(at(mount, "mountPath")));
}

const words = (value: unknown) => list(value).map(String);

/** Paths that a command's words name, also behind `setting=`. */
const pathsOf = (value: unknown) => words(value).flatMap((word) => /^(?:[\w.]+=)?(\/.*)$/.exec(word)?.[1] ?? []);

test("every shard's rendered homeserver.yaml reads back as the typed configuration, in YAML 1.1 and 1.2 alike", async () => {
  for (const { plan, perimeter, shard, files } of await everyShard()) {
    const written = JSON.parse(JSON.stringify(homeserverConfig(plan.facts, perimeter, shard)));
    for (const version of ["1.1", "1.2"] as const) {
      expect(parse(files["homeserver.yaml"] ?? "", { version })).toEqual(written);
      expect(parse(files["log.yaml"] ?? "", { version })).toEqual(logConfig());
    }
    expect(Object.keys(files).sort()).toEqual(["homeserver.yaml", "log.yaml"]);
  }
});

test("every text of Synapse's configuration is in quotes, so that no reader takes it for a number or a boolean", async () => {
  for (const { files } of await everyShard())
    for (const text of Object.values(files)) {
      const plain: unknown[] = [];
      visit(parseDocument(text), {
        Scalar: (key, { type, value }) => {
          if (key !== "key" && typeof value === "string" && type === "PLAIN") plain.push(value);
        },
      });
      expect(plain).toEqual([]);
    }
});

test("every path that Synapse's configuration and command name is mounted, with that file in it", async () => {
  for (const { config, pod, maps } of await everyShard()) {
    const synapse = container(pod, "synapse");
    const present = [...mountedFiles(pod, "synapse", maps).keys()];
    const folders = writable(pod, "synapse");
    const named = [...paths(config), ...pathsOf(at(synapse, "args"))];
    expect(named.length).toBeGreaterThan(6);
    // Beside workers the media repository alone has the volume.
    const elsewhere = at(config, "enable_media_repo") === false ? at(config, "media_store_path") : undefined;
    for (const path of named.filter((each) => each !== elsewhere))
      expect([...present, ...folders]).toContain(folders.includes(dirname(path)) ? dirname(path) : path);
  }
});

test("every mounted file is named by Synapse's configuration or by a command", async () => {
  for (const { config, pod, maps } of await everyShard())
    for (const each of containersOf(pod)) {
      const commands = containersOf(pod).flatMap((one) => [
        ...pathsOf(at(one, "command")),
        ...pathsOf(at(one, "args")),
        ...pathsOf(list(at(one, "env")).map((variable) => at(variable, "value"))),
      ]);
      const upkeep: unknown = parse(maps.get("homeserver-upkeep")?.["upkeep.json"] ?? "");
      const named = [...commands, ...paths(config), ...paths(upkeep)];
      const mounted = [...mountedFiles(pod, String(at(each, "name")), maps).keys()];
      expect(mounted).not.toHaveLength(0);
      for (const file of mounted) expect(named).toContain(file);
    }
});

test("the password file is copied from the mounted Secret to where Synapse reads it, for its owner alone", async () => {
  for (const { config, pod, maps } of await everyShard()) {
    const [program, ...rest] = words(at(container(pod, "passfile"), "command"));
    const [from, to] = rest.slice(-2);
    expect([program, ...rest.slice(0, -2)]).toEqual(["install", "-m", "0600"]);
    expect(mountedFiles(pod, "passfile", maps).get(from ?? "")).toBe("Secret postgres-app");
    expect(to).toBe(at(config, "database", "args", "passfile"));
    expect(writable(pod, "passfile")).toEqual([dirname(to ?? "")]);
    expect(writable(pod, "synapse")).toContain(dirname(to ?? ""));
  }
});

test("every secret setting is a path to a mounted Secret that the fleet declares, with that key, for the homeserver", async () => {
  for (const { plan, perimeter, shard, config, pod, maps } of await everyShard()) {
    const present = mountedFiles(pod, "synapse", maps);
    const settings: [unknown, string][] = [
      [at(config, "signing_key_path"), "homeserver-signing-key"],
      [at(config, "macaroon_secret_key_path"), "homeserver-shared-keys"],
      [at(config, "form_secret_path"), "homeserver-shared-keys"],
      [at(config, "database", "args", "sslrootcert"), "postgres-ca"],
    ];
    if (perimeter.features.signIn === "oidc")
      settings.push([at(config, "oidc_providers", 0, "client_secret_path"), "proconnect-client"]);
    for (const [path, secret] of settings)
      expect([path, present.get(String(path))]).toEqual([path, `Secret ${secret}`]);
    const mounted = list(at(pod, "volumes")).flatMap((volume) => {
      const name = at(volume, "secret", "secretName");
      return name === undefined
        ? []
        : [{ name, keys: list(at(volume, "secret", "items")).map((item) => at(item, "key")) }];
    });
    const declared = plan.facts.secrets
      .filter(({ namespace, readers }) => namespace === shard.namespace && readers.includes("homeserver"))
      // The bucket's key is where the media volume is: with the main process only when there is no other.
      .filter(({ name }) => name !== "media-store-key" || shard.capacity.topology.kind === "monolith")
      .map(({ name, keys }) => ({ name, keys }));
    const byName = (secrets: readonly { readonly name: unknown }[]) =>
      new Map(secrets.map((each) => [each.name, each]));
    expect(byName(mounted)).toEqual(byName(declared));
  }
});

test("no setting that would hold a secret's value is set", async () => {
  const values =
    /^(password|pepper|.*_secret|.*_secret_key|signing_key|client_secret|registration_shared_secret|macaroon_secret_key|form_secret|smtp_pass)$/;
  const keys = (value: unknown): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, each]) => [key, ...keys(each)])
      : [];
  for (const { config } of await everyShard()) expect(keys(config).filter((key) => values.test(key))).toEqual([]);
});

test("a secret that has no path option is put in by the first container, for the settings that the shard has", async () => {
  const seen = new Set<string>();
  for (const { perimeter, pod, config, maps } of await everyShard()) {
    const [judged, target, ...leaves] = words(at(container(pod, "secret-settings"), "args"));
    expect([judged, words(at(container(pod, "synapse"), "args")).slice(0, 4)]).toEqual([
      "/etc/synapse/homeserver.yaml",
      ["-c", judged, "-c", target],
    ]);
    expect(leaves).toEqual(Object.entries(secretSettings(perimeter)).map(([leaf, file]) => `${leaf}=${file}`));
    for (const leaf of leaves) {
      const [setting = "", file = ""] = leaf.split("=");
      seen.add(setting);
      expect(at(config, ...setting.split(".").slice(0, -1))).toBeDefined();
      expect(at(config, ...setting.split("."))).toBeUndefined();
      expect(mountedFiles(pod, "secret-settings", maps).get(file)).toMatch(/^Secret /);
    }
  }
  expect([...seen].sort()).toEqual(["email.smtp_pass", "password_config.pepper"]);
});

test("Synapse's listeners, its container's ports and its Service's ports are the same", async () => {
  for (const { plan, shard, config, pod } of await everyShard()) {
    const listeners = list(at(config, "listeners")).map((each) => at(each, "port"));
    const several = shard.capacity.topology.kind === "workers";
    expect(listeners).toEqual([CLIENT_PORT, ...(several ? [REPLICATION_PORT] : []), METRICS_PORT]);
    const own = list(at(container(pod, "synapse"), "ports"));
    expect(own.map((each) => at(each, "containerPort"))).toEqual(listeners);
    const { object } = theObject(plan, "Service", shard.namespace, "homeserver");
    const service = list(at(object, "spec", "ports"));
    expect(service.map((each) => at(each, "port"))).toEqual(listeners);
    expect(service.map((each) => at(each, "targetPort"))).toEqual(own.map((each) => at(each, "name")));
  }
});

test("agents sign in with ProConnect alone, and passwords are for perimeters that declare them", async () => {
  const seen = new Set<string>();
  for (const { perimeter, config, pod } of await everyShard()) {
    const { signIn } = perimeter.features;
    seen.add(signIn);
    const secrets = list(at(pod, "volumes")).map((volume) => at(volume, "secret", "secretName"));
    expect(at(config, "password_config", "enabled")).toBe(signIn === "password");
    expect(at(config, "enable_registration")).toBe(signIn === "password");
    expect(list(at(config, "oidc_providers"))).toHaveLength(signIn === "oidc" ? 1 : 0);
    expect(at(config, "matrix_authentication_service", "enabled")).toBe(signIn === "mas" ? true : undefined);
    expect(secrets.includes("proconnect-client")).toBe(signIn === "oidc");
    expect(secrets.includes("authentication-link")).toBe(signIn === "mas");
    if (perimeter.role === "agents") expect(signIn).not.toBe("password");
  }
  expect([...seen].sort()).toEqual(["mas", "oidc", "password"]);
});

test("a password that is allowed must be long and mixed", async () => {
  for (const { perimeter, config } of await everyShard())
    if (perimeter.features.signIn === "password")
      expect(at(config, "password_config", "policy")).toEqual({
        enabled: true,
        minimum_length: 12,
        require_digit: true,
        require_lowercase: true,
        require_uppercase: true,
        require_symbol: true,
      });
});

test("Synapse speaks to its own shard's PostgreSQL, over verified TLS, with no more connections than it grants", async () => {
  for (const { plan, shard, config } of await everyShard()) {
    const { object } = theObject(plan, "Cluster", shard.namespace, shard.stateful.database);
    const args = at(config, "database", "args");
    expect(at(args, "host")).toBe(`${object.metadata.name}-rw`);
    expect(at(args, "sslmode")).toBe("verify-full");
    expect(at(args, "dbname")).toBe(at(object, "spec", "bootstrap", "initdb", "database"));
    expect(at(args, "user")).toBe(at(object, "spec", "bootstrap", "initdb", "owner"));
    const granted = Number(at(object, "spec", "postgresql", "parameters", "max_connections"));
    expect(Number(at(args, "cp_max"))).toBeLessThan(granted);
  }
});

test("federation is closed to the fleet's one declaration, the same on every shard of an environment", async () => {
  for (const { plan, shard, config } of await everyShard()) {
    expect(at(config, "federation_domain_whitelist")).toEqual(plan.facts.federation.whitelist);
    expect(words(at(config, "federation_domain_whitelist"))).toContain(shard.serverName);
    expect(at(config, "trusted_key_servers")).toEqual([]);
  }
});

test("the same shard signs in by password once its perimeter says so", () => {
  const config = (signIn: string) => {
    const fleet = fleetOf("dev", ({ edit }) => edit("perimeters/dev01.yaml", "signIn: oidc", `signIn: ${signIn}`));
    const perimeter = fleet.perimeters.find(({ name }) => name === "dev01");
    const [shard] = perimeter?.shards ?? [];
    if (perimeter === undefined || shard === undefined) throw new Error("no dev01");
    return homeserverConfig(fleet, perimeter, shard);
  };
  expect(config("oidc").password_config).toEqual({ enabled: false });
  expect(config("oidc").oidc_providers).toHaveLength(1);
  expect(config("password").password_config.enabled).toBe(true);
  expect(config("password").oidc_providers).toBeUndefined();
});

test("a pod's template changes with its configuration: shards have the same checksum only with the same files", async () => {
  const shards = await everyShard();
  const checksums = shards.map(({ plan, shard }) => {
    const { object } = theObject(plan, "StatefulSet", shard.namespace, "homeserver");
    return String(at(object, "spec", "template", "metadata", "annotations", "tchap/config-checksum"));
  });
  for (const each of checksums) expect(each).toMatch(/^[0-9a-f]{64}$/);
  const contents = shards.map(({ files }) => JSON.stringify(files));
  const pairs = contents.map((content, index) => `${content}${checksums[index]}`);
  expect(new Set(checksums).size).toBe(new Set(contents).size);
  expect(new Set(pairs).size).toBe(new Set(contents).size);
});
