import { ENDPOINTS } from "../../../stacks/router/endpoints";
import { routeOf, type SignIn } from "../../../stacks/router/routes";
import { documented, elsewhere, KINDS, SIGN_INS } from "./requests";
import { samples } from "./samples";
import { WORKER_DOCUMENTATION } from "./worker-documentation";

test("samples of a pattern are matched by it, one for each of its alternatives", () => {
  for (const pattern of WORKER_DOCUMENTATION.flatMap(({ patterns }) => patterns)) {
    const found = samples(pattern);
    expect(new Set(found).size).toBe(found.length);
    expect(found.filter((sample) => !new RegExp(pattern).test(sample))).toEqual([]);
  }
  expect(samples("^/a/(b|c/d)/.*/e(/|$)", "x")).toEqual(["/a/b/x/e/", "/a/b/x/e", "/a/c/d/x/e/", "/a/c/d/x/e"]);
  expect(samples("^/delayed(/.*/restart)?$", "x")).toEqual(["/delayed", "/delayed/x/restart"]);
});

test("the documentation is whole: 29 sections and 113 patterns", () => {
  expect(WORKER_DOCUMENTATION).toHaveLength(29);
  expect(WORKER_DOCUMENTATION.flatMap(({ patterns }) => patterns)).toHaveLength(113);
});

test("every path of the worker documentation goes where it says, in every kind of shard", () => {
  const wrong = documented().flatMap((request) =>
    KINDS.flatMap((kind) =>
      SIGN_INS.flatMap((signIn) => {
        const found = routeOf(request, kind, signIn);
        const due = elsewhere(request, kind, signIn);
        return found === due ? [] : [`${kind} ${signIn} ${request.method} ${request.path}: ${found}, not ${due}`];
      }),
    ),
  );
  expect(documented().length).toBeGreaterThan(500);
  expect(wrong).toEqual([]);
});

function route(method: string, path: string, query = "", signIn: SignIn = "mas") {
  const host = /^\/_matrix\/(federation|key)\//.test(path) ? "federation" : "homeserver";
  return routeOf({ host, method, path, query }, "workers", signIn);
}

test("a sync from the beginning is kept apart from one that waits", () => {
  for (const version of ["r0", "v3", "unstable"]) {
    const sync = `/_matrix/client/${version}/sync`;
    expect(route("GET", sync)).toBe("initial-sync");
    expect(route("GET", sync, "timeout=30000")).toBe("initial-sync");
    expect(route("GET", sync, "since=s1&full_state=true")).toBe("initial-sync");
    expect(route("GET", sync, "full_state=false&since=s1")).toBe("sync");
    expect(route("GET", sync, "since=s1")).toBe("sync");
  }
  expect(route("GET", "/_matrix/client/v3/events")).toBe("sync");
});

test("endpoints of Synapse 1.163 that its documentation does not name have their role", () => {
  const unstable = "/_matrix/client/unstable";
  expect(route("POST", `${unstable}/org.matrix.simplified_msc3575/sync`)).toBe("sync");
  expect(route("PUT", `${unstable}/io.element.msc4306/rooms/!r:b.example/thread/$e/subscription`)).toBe(
    "thread-subscriptions",
  );
  expect(route("GET", `${unstable}/io.element.msc4308/thread_subscriptions`)).toBe("thread-subscriptions");
  expect(route("GET", `${unstable}/im.nheko.summary/rooms/!r:b.example/summary`)).toBe("client-reader");
  expect(route("DELETE", `${unstable}/org.matrix.msc3391/user/@a:b.example/account_data/m.x`)).toBe("account-data");
});

test("presence is read anywhere and written by the main process", () => {
  const path = "/_matrix/client/v3/presence/@a:b.example/status";
  expect([route("GET", path), route("HEAD", path), route("PUT", path)]).toEqual([
    "client-reader",
    "client-reader",
    "main",
  ]);
});

test("a state key, a tag or an alias that looks like an endpoint changes nothing", () => {
  const room = "/_matrix/client/v3/rooms/!r:b.example";
  for (const trap of ["typing", "receipt", "messages", "members", "tags", "account_data", "join"]) {
    expect(route("PUT", `${room}/state/m.x/${trap}`)).toBe("event-creator");
    expect(route("PUT", `${room}/send/m.x/${trap}`)).toBe("event-creator");
    expect(route("PUT", `/_matrix/client/v3/user/@a:b.example/account_data/${trap}`)).toBe("account-data");
    expect(route("GET", `/_matrix/client/v3/directory/room/%23${trap}`)).toBe("client-reader");
  }
  expect(route("GET", `${room}/state`)).toBe("client-reader");
  expect(route("GET", `${room}/state/m.x`)).toBe("event-creator");
});

test("what only the main process does stays there", () => {
  for (const path of [
    "/_matrix/client/v3/pushers/set",
    "/_matrix/client/v3/tokenrefresh",
    "/_matrix/client/v3/rooms/!r:b.example/report/$e",
    "/_matrix/client/v3/rooms/!r:b.example/upgrade",
    "/_matrix/client/v3/user/@a:b.example/openid/request_token",
    "/_matrix/client/v3/thirdparty/protocols",
    "/_matrix/client/v3/account_validity/renew",
    "/_matrix/client/v1/auth_metadata",
    "/_matrix/federation/v1/openid/userinfo",
    "/_matrix/key/v2/server",
  ])
    expect([path, route("POST", path)]).toEqual([path, "main"]);
});

test("every line of the table decides something", () => {
  const paths = [...documented(), ...BEYOND.map((path) => ({ path, method: "GET", query: "since=s1" }))];
  const first = (path: string, method: string, query: string) =>
    ENDPOINTS.find(
      (each) =>
        new RegExp(each.path).test(path) &&
        (each.method === "any" || method !== "PUT") &&
        (each.extent === "any" || query === ""),
    );
  const used = new Set(
    paths.flatMap(({ path, method, query }) => [first(path, method, query), first(path, method, "")]),
  );
  expect(ENDPOINTS.filter((each) => !used.has(each))).toEqual([]);
});

/** Endpoints beside the documentation's. */
const BEYOND = [
  "/_matrix/client/unstable/org.matrix.simplified_msc3575/sync",
  "/_matrix/client/unstable/io.element.msc4306/rooms/!r/thread/$e/subscription",
  "/_matrix/client/unstable/io.element.msc4308/thread_subscriptions",
];
