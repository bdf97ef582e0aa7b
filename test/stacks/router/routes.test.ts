import fc from "fast-check";
import {
  doorsOf,
  type Host,
  hostsOf,
  type Request,
  routeMap,
  routeOf,
  type SignIn,
  signInList,
} from "../../../stacks/router/routes";
import { documented, KINDS, SIGN_INS } from "./requests";

const HOSTS: readonly Request["host"][] = ["homeserver", "name", "authentication", "federation", "scanner", "unknown"];
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
  ["homeserver", "/_matrix/federation/v1/send/1"],
  ["homeserver", "/_matrix/federation/v1/media/download/x"],
  ["homeserver", "/_matrix/key/v2/server"],
  ["homeserver", "/_matrix/identity/api/v1/internal-info"],
  ["homeserver", "/_matrix/identity/v2/internal-info/x"],
  ["homeserver", "/_matrix/identity/internal/bind"],
  ["homeserver", "/_matrix/identity/replicate/v1/push"],
  ["homeserver", "/_matrix/identity/api/v1/replicate_profiles"],
  ["homeserver", "/_matrix/identity/api/v1/user_directory/search"],
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
          expect([spelling, target]).toEqual([spelling, doorsOf(signIn).includes(host) ? "closed" : "unknown"]);
        },
      ),
      { numRuns: 40 },
    );
});

test("only the listed trees lead to a process, whatever is asked", () => {
  const part = fc.constantFrom(
    ...["_matrix", "_synapse", "client", "admin", "v3", "..", ".", "", "%2e%2e", "login", "mas"],
    ...["identity", "api", "v1", "info", "federation", "key", "media_proxy", "unstable", "public_key"],
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join("/")}`),
      fc.constantFrom(...METHODS),
      fc.constantFrom(...KINDS),
      fc.constantFrom(...SIGN_INS),
      (path, method, kind, signIn) => {
        const target = routeOf({ host: "homeserver", method, path }, kind, signIn);
        const isOpen = /^\/(_matrix\/(client|identity|media|media_proxy|static)\/|_synapse\/client\/)/.test(path);
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
    [
      "closed",
      "unknown",
      "preflight",
      "authentication",
      "well-known-server",
      "identity-server",
      "content-scanner",
    ].includes(target)
      ? target
      : "a process";
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
  for (const { host, path, target } of documented())
    if (host === "federation") expect(homeserver("mas", "OPTIONS", path)).toBe("closed");
    else
      expect(homeserver("mas", "OPTIONS", path)).toBe(
        target === "closed"
          ? "closed"
          : path.startsWith("/_synapse/client/") || path.startsWith("/_matrix/")
            ? "preflight"
            : "unknown",
      );
});

test("media is of its process, and scanned files of the scanner, which downloads by the router's own name", () => {
  expect(homeserver("mas", "POST", "/_matrix/media/v3/upload")).toBe("media-repository");
  expect(homeserver("mas", "GET", "/_matrix/client/v1/media/download/b.example/x")).toBe("media-repository");
  for (const path of [
    "scan_encrypted",
    "download_encrypted",
    "public_key",
    "scan/b.example/x",
    "thumbnail/b.example/x",
  ])
    for (const signIn of SIGN_INS)
      expect(homeserver(signIn, "POST", `/_matrix/media_proxy/unstable/${path}`)).toBe("content-scanner");
  for (const path of ["", "metrics", "scan/x", "../metrics", "public_key/x"])
    expect([path, homeserver("mas", "GET", `/_matrix/media_proxy/unstable/${path}`)]).toEqual([path, "unknown"]);
  const scanner = (method: string, path: string) => routeOf({ host: "scanner", method, path }, "workers", "mas");
  expect(scanner("GET", "/_matrix/client/v1/media/download/b.example/x")).toBe("media-repository");
  expect(scanner("GET", "/_matrix/media/v3/thumbnail/b.example/x")).toBe("media-repository");
});

test("the scanner downloads, and does nothing else", () => {
  const scanner = (method: string, path: string) => routeOf({ host: "scanner", method, path }, "monolith", "oidc");
  for (const { method, path } of documented().filter(({ target }) => target !== "media-repository"))
    expect([path, isRefused(scanner(method, path))]).toEqual([path, true]);
  for (const path of ["/_matrix/media/v3/upload", "/_matrix/client/v1/media/config", "/.well-known/matrix/client"])
    expect([path, scanner("GET", path)]).toEqual([path, "unknown"]);
  expect(scanner("POST", "/_matrix/media/v3/download/b.example/x")).toBe("unknown");
});

test("every shard's host leads to the identity server, for what clients ask of it alone", () => {
  const both = ["", "/pubkey/isvalid", "/pubkey/ephemeral/isvalid", "/pubkey/ed25519:0"];
  const open = [
    ...both.flatMap((end) => [`api/v1${end}`, `v2${end}`]),
    ...["info", "validate/email/submitToken"].map((end) => `api/v1/${end}`),
    ...["lookup", "hash_details", "store-invite", "terms", "account/register", "3pid/bind"].map((end) => `v2/${end}`),
  ];
  const refused = [
    "INFO",
    "/info",
    "info/",
    "lookup",
    "3pid/unbind",
    "validate/msisdn/requestToken",
    "info/../internal-info",
  ];
  for (const signIn of SIGN_INS) {
    const identity = (end: string) => homeserver(signIn, "GET", `/_matrix/identity/${end}`);
    for (const each of open) expect([each, identity(each)]).toEqual([each, "identity-server"]);
    for (const each of refused) expect([each, isRefused(identity(`api/v1/${each}`))]).toEqual([each, true]);
  }
  for (const host of ["name", "authentication", "federation", "scanner"] as const)
    for (const signIn of ["oidc", "password"] as const)
      expect(routeOf({ host, method: "GET", path: "/_matrix/identity/api/v1/info" }, "workers", signIn)).toBe(
        "unknown",
      );
});

test("by the border's door other servers' paths come in, and nothing else does", () => {
  const border = (method: string, path: string) => routeOf({ host: "federation", method, path }, "workers", "mas");
  expect(border("GET", "/_matrix/federation/v1/media/download/x")).toBe("media-repository");
  expect(border("GET", "/_matrix/key/v2/server")).toBe("main");
  for (const { host, method, path } of documented().filter((each) => each.host === "homeserver"))
    expect([host, path, border(method, path)]).toEqual([host, path, "unknown"]);
});

test("what signs in or discovers is told from what every session asks again and again", () => {
  const lines = signInList().trimEnd().split("\n");
  const isLimited = (host: string, path: string) =>
    lines.some((line) => new RegExp(line).test(`${host}:GET:whole:${path}`));
  for (const path of [
    "/_matrix/client/v3/login",
    "/_matrix/client/r0/register/available",
    "/_matrix/identity/api/v1/info",
  ])
    expect([path, isLimited("homeserver", path)]).toEqual([path, true]);
  for (const path of ["/_matrix/client/v3/account/3pid/email/requestToken", "/_matrix/client/v3/login/sso/redirect/x"])
    expect([path, isLimited("homeserver", path)]).toEqual([path, true]);
  for (const path of ["/login", "/authorize", "/upstream/callback/x", "/oauth2/registration", "/recover"])
    expect([path, isLimited("authentication", path)]).toEqual([path, true]);
  for (const path of ["/_matrix/client/v3/sync", "/_matrix/client/v3/refresh", "/_matrix/client/v3/account/whoami"])
    expect([path, isLimited("homeserver", path)]).toEqual([path, false]);
  for (const path of ["/oauth2/token", "/assets/x", "/"])
    expect([path, isLimited("authentication", path)]).toEqual([path, false]);
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
        const due = routeOf(request, kind, signIn);
        const { host } = request;
        if (due === "closed" || (host === "authentication" && signIn !== "mas")) continue;
        const extent = request.query.includes("since=") ? "changes" : "whole";
        const line = `${host}:${request.method}:${extent}:${request.path}`;
        expect([line, map.find(([expression]) => expression.test(line))?.[1] ?? "unknown"]).toEqual([line, due]);
      }
    }
});
