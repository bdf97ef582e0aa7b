import fc from "fast-check";
import { type Host, hostsOf, type Request, routeMap, routeOf, type SignIn } from "../../../stacks/router/routes";
import { documented, KINDS, SIGN_INS } from "./requests";

const HOSTS: readonly Request["host"][] = ["homeserver", "name", "authentication", "unknown"];
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"];

const CLOSED: readonly (readonly [Host, string])[] = [
  ["homeserver", "/_synapse/admin"],
  ["homeserver", "/_synapse/admin/v2/users/@a:b.example"],
  ["homeserver", "/_synapse/admin/v1/suspend/@a:b.example"],
  ["homeserver", "/_synapse/admin/v1/media/quarantine/b.example/x"],
  ["homeserver", "/_synapse/replication/send_event/x"],
  ["homeserver", "/_synapse/metrics"],
  ["homeserver", "/_synapse/mas/provision_user"],
  ["homeserver", "/_matrix/client/v3/admin/whois/@a:b.example"],
  ["homeserver", "/_matrix/client/api/v1/admin/whois/@a:b.example"],
  ["homeserver", "/_matrix/client/unstable/admin/whois/@a:b.example"],
  ["homeserver", "/_matrix/client/v1/admin/suspend/@a:b.example"],
  ["homeserver", "/_matrix/client/unstable/uk.timedout.msc4323/admin/lock/@a:b.example"],
  ["authentication", "/api/admin/v1/users"],
  ["authentication", "/api/spec.json"],
  ["authentication", "/metrics"],
  ["authentication", "/health"],
];

const isRefused = (target: string) => target === "closed" || target === "unknown";

/** A path with some of its characters, slashes too, as percent signs and hexadecimal digits. */
function respelt(path: string): fc.Arbitrary<string> {
  const percent = (character: string, isUpper: boolean) => {
    const hex = character.charCodeAt(0).toString(16).padStart(2, "0");
    return `%${isUpper ? hex.toUpperCase() : hex}`;
  };
  return fc
    .array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: path.length, maxLength: path.length })
    .map((choices) =>
      [...path]
        .map((character, index) => {
          const [changes, isUpper] = choices[index] ?? [false, false];
          return changes ? percent(character, isUpper) : character;
        })
        .join(""),
    );
}

test("what is closed stays so for every method, in every shard, however it is spelt", () => {
  for (const [host, path] of CLOSED)
    fc.assert(
      fc.property(
        respelt(path),
        fc.constantFrom(...METHODS),
        fc.constantFrom(...KINDS),
        fc.constantFrom(...SIGN_INS),
        (spelling, method, kind, signIn) => {
          const target = routeOf({ host, method, path: spelling }, kind, signIn);
          expect([spelling, target]).toEqual([spelling, hostsOf(signIn).includes(host) ? "closed" : "unknown"]);
        },
      ),
      { numRuns: 40 },
    );
});

test("only the listed trees lead to a process, whatever is asked", () => {
  const part = fc.constantFrom("_matrix", "_synapse", "client", "admin", "v3", "..", ".", "", "%2e%2e", "login", "mas");
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join("/")}`),
      fc.constantFrom(...METHODS),
      fc.constantFrom(...KINDS),
      fc.constantFrom(...SIGN_INS),
      (path, method, kind, signIn) => {
        const target = routeOf({ host: "homeserver", method, path }, kind, signIn);
        const isOpen = /^\/(_matrix\/(client|federation|key|media|static)\/|_synapse\/client\/)/.test(path);
        expect(isOpen || target === "preflight" || isRefused(target)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test("a path that cannot be decoded is closed", () => {
  for (const path of ["/_matrix/client/v3/%", "/_matrix/client/v3/%zz", "/%6", "/%61pi/%g0"])
    expect(routeOf({ host: "homeserver", method: "GET", path }, "workers", "mas")).toBe("closed");
});

test("a monolith refuses and answers exactly what several processes do", () => {
  const paths = [...new Set([...documented().map(({ path }) => path), ...CLOSED.map(([, path]) => path)])];
  const own = (target: string) =>
    ["closed", "unknown", "preflight", "authentication", "well-known-server"].includes(target) ? target : "a process";
  for (const path of paths)
    for (const method of METHODS)
      for (const signIn of SIGN_INS) {
        const [one, several] = KINDS.map((kind) => own(routeOf({ host: "homeserver", method, path }, kind, signIn)));
        expect([path, method, one]).toEqual([path, method, several]);
      }
});

function homeserver(signIn: SignIn, method: string, path: string) {
  return routeOf({ host: "homeserver", method, path }, "workers", signIn);
}

test("where MAS signs in, sign-in, sign-out and renewal of a token are its", () => {
  for (const version of ["v3", "r0", "v1", "unstable"]) {
    const client = `/_matrix/client/${version}`;
    for (const path of ["login", "logout", "logout/all", "refresh", "login/sso/redirect", "login/sso/redirect/x"]) {
      expect([path, homeserver("mas", "POST", `${client}/${path}`)]).toEqual([path, "authentication"]);
      expect(isRefused(homeserver("oidc", "POST", `${client}/${path}`))).toBe(false);
    }
  }
  // A room of that name is a room.
  expect(homeserver("mas", "PUT", "/_matrix/client/v3/rooms/login/send/m.x/refresh")).toBe("event-creator");
  expect(homeserver("oidc", "POST", "/_matrix/client/v3/logout")).toBe("main");
  expect(homeserver("oidc", "POST", "/_matrix/client/v3/refresh")).toBe("main");
});

test("the host of MAS leads to it alone, and is nobody's where Synapse signs in", () => {
  const at = (signIn: SignIn, path: string) =>
    routeOf({ host: "authentication", method: "GET", path }, "workers", signIn);
  for (const path of [
    "/",
    "/login",
    "/account/",
    "/oauth2/token",
    "/authorize",
    "/graphql",
    "/_matrix/client/v3/sync",
  ]) {
    expect([path, at("mas", path)]).toEqual([path, "authentication"]);
    expect([path, at("oidc", path)]).toEqual([path, "unknown"]);
    expect([path, at("password", path)]).toEqual([path, "unknown"]);
  }
});

test("single sign-on's own pages are open where Synapse does it, and only there", () => {
  for (const path of [
    "pick_idp",
    "pick_username/account_details",
    "new_user_consent",
    "sso_register",
    "oidc/callback",
  ]) {
    const page = `/_synapse/client/${path}`;
    expect([
      homeserver("oidc", "GET", page),
      homeserver("mas", "GET", page),
      homeserver("password", "GET", page),
    ]).toEqual(["main", "unknown", "unknown"]);
  }
  expect(homeserver("password", "GET", "/_synapse/client/password_reset/email/submit_token")).toBe("main");
  expect(homeserver("oidc", "GET", "/_synapse/client/password_reset/email/submit_token")).toBe("unknown");
  for (const signIn of SIGN_INS) expect(homeserver(signIn, "GET", "/_synapse/client/unsubscribe")).toBe("main");
});

test("every host of a shard tells where it is, and the bare name nothing else", () => {
  for (const signIn of SIGN_INS)
    for (const host of hostsOf(signIn))
      for (const what of ["server", "client"] as const) {
        const path = `/.well-known/matrix/${what}`;
        const ask = (method: string) => routeOf({ host, method, path }, "workers", signIn);
        expect([ask("GET"), ask("HEAD"), ask("OPTIONS")]).toEqual([
          `well-known-${what}`,
          `well-known-${what}`,
          "preflight",
        ]);
      }
  for (const path of ["/", "/_matrix/client/versions", "/_matrix/federation/v1/version", "/.well-known/matrix/support"])
    expect(routeOf({ host: "name", method: "GET", path }, "workers", "mas")).toBe("unknown");
});

test("a host that is not the shard's gets nothing", () => {
  for (const { path, method } of documented())
    expect(isRefused(routeOf({ host: "unknown", method, path }, "workers", "mas"))).toBe(true);
});

test("a browser's question is answered without asking a process", () => {
  for (const { path, target } of documented())
    expect(homeserver("mas", "OPTIONS", path)).toBe(
      target === "closed"
        ? "closed"
        : path.startsWith("/_synapse/client/") || path.startsWith("/_matrix/")
          ? "preflight"
          : "unknown",
    );
});

test("media is of its process, without the scanner's paths", () => {
  expect(homeserver("mas", "POST", "/_matrix/media/v3/upload")).toBe("media-repository");
  expect(homeserver("mas", "GET", "/_matrix/client/v1/media/download/b.example/x")).toBe("media-repository");
  expect(homeserver("mas", "GET", "/_matrix/federation/v1/media/download/x")).toBe("media-repository");
  expect(homeserver("mas", "POST", "/_matrix/media_proxy/unstable/scan_encrypted")).toBe("unknown");
});

test("HAProxy's map, read line by line, says what the table says", () => {
  const requests = [
    ...documented(),
    ...HOSTS.flatMap((host) =>
      ["/", "/.well-known/matrix/server", "/_matrix/client/v3/sync", "/_matrix/federation/v1/send/1"].map((path) => ({
        host,
        path,
        method: "GET",
        query: "",
      })),
    ),
  ];
  for (const kind of KINDS)
    for (const signIn of SIGN_INS) {
      const lines = routeMap(kind, signIn)
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" "));
      // A space would end the expression.
      expect(lines.filter((words) => words.length !== 2)).toEqual([]);
      const map = lines.map(([expression = "", target = ""]) => [new RegExp(expression), target] as const);
      for (const request of requests) {
        const due = routeOf({ host: "homeserver", ...request }, kind, signIn);
        const host = "host" in request ? request.host : "homeserver";
        if (due === "closed" || (host === "authentication" && signIn !== "mas")) continue;
        const extent = request.query.includes("since=") ? "changes" : "whole";
        const line = `${host}:${request.method}:${extent}:${request.path}`;
        expect([line, map.find(([expression]) => expression.test(line))?.[1] ?? "unknown"]).toEqual([line, due]);
      }
    }
});
