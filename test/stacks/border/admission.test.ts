import fc from "fast-check";
import {
  type Admitted,
  endpointMap,
  headerList,
  type Incoming,
  objection,
  parameterMap,
} from "../../../stacks/border/admission";
import { documented } from "../router/requests";
import { escaped, servedRequests } from "./served";

const ADMITTED: Admitted = {
  origins: ["a.example", "b.example", "partner.example"],
  hosts: new Map([
    ["matrix.a.example", "a.example"],
    ["matrix.b.example", "b.example"],
  ]),
};

/** As Synapse writes it (synapse/http/matrixfederationclient.py). */
const signedBy = (origin: string, destination = "a.example") =>
  `X-Matrix origin="${origin}",key="ed25519:a_1",sig="Zm9v+/Jh",destination="${destination}"`;

const GOOD: Incoming = {
  host: "matrix.a.example",
  method: "GET",
  path: "/_matrix/federation/v1/query/profile",
  authorization: [signedBy("b.example")],
};

const asked = (change: Partial<Incoming> = {}) => objection(ADMITTED, { ...GOOD, ...change });

test("every endpoint that Synapse serves other servers enters by its method, but its version and keys of others", () => {
  const served = servedRequests();
  for (const each of served) {
    expect([each, asked(each), asked({ ...each, path: escaped(each.path) })]).toEqual([each, undefined, undefined]);
    for (const method of ["GET", "POST", "PUT", "DELETE", "HEAD"])
      if (!served.some(({ method: own, path }) => own === method && path === each.path))
        expect([method, each.path, asked({ method, path: each.path })]).toEqual([method, each.path, "path"]);
  }
  for (const path of ["/_matrix/federation/v1/version", "/_matrix/key/v2/query", "/_matrix/key/v2/query/a.example"])
    expect(["GET", "POST"].map((method) => asked({ method, path }))).toEqual(["path", "path"]);
  expect(asked({ path: "/_matrix/key/v2/server", authorization: [] })).toBeUndefined();
});

test("what the router's table knows of other servers' paths, the gateway lets in", () => {
  const sent = [...new Set(documented().flatMap(({ host, path }) => (host === "federation" ? [path] : [])))];
  const starts = servedRequests().map(({ path }) => path.split("/").slice(0, 5).join("/"));
  const unknown = sent.filter((path) => !starts.some((start) => path.startsWith(start)));
  expect(unknown.sort()).toEqual(["/_matrix/federation/v1/version", "/_matrix/key/v2/query"]);
});

test("a request enters in the name of each declared server, and of no other", () => {
  expect(asked()).toBeUndefined();
  expect(asked({ authorization: [signedBy("partner.example")] })).toBeUndefined();
  for (const origin of [
    "evil.example",
    "B.example",
    "b.example:443",
    "b.example.evil.example",
    "xb.example",
    "a.example",
  ])
    expect([origin, asked({ authorization: [signedBy(origin)] })]).toEqual([origin, "origin"]);
});

test("it is for an open shard by its public host, and for the server that it names", () => {
  for (const host of [
    "matrix.b.example",
    "a.example",
    "evil.example",
    "",
    "matrix.a.example.",
    "matrix.partner.example",
  ])
    expect([host, asked({ host })]).toEqual([host, host === "matrix.b.example" ? "origin" : "host"]);
  expect(asked({ host: "Matrix.A.example:443" })).toBeUndefined();
  expect(asked({ authorization: [signedBy("b.example", "b.example")] })).toBe("destination");
  // Older servers name none.
  expect(asked({ authorization: ['X-Matrix origin="b.example",key="ed25519:1",sig="a"'] })).toBeUndefined();
});

test("a header that two readers might take differently is refused", () => {
  const rest = 'key="ed25519:1",sig="a"';
  const hostile = [
    [],
    [""],
    ["Bearer x"],
    [`x-matrix origin="b.example",${rest}`],
    [`X-Matrix origin="evil.example",origin="b.example",${rest}`],
    [`X-Matrix origin="b.example",origin="evil.example",${rest}`],
    [`X-Matrix origin="b.example",${rest},Origin="evil.example"`],
    [`X-Matrix ORIGIN="b.example",${rest}`],
    [`X-Matrix origin="b.example" , ${rest}`],
    [`X-Matrix origin="b.example", ${rest}`],
    [`X-Matrix\torigin="b.example",${rest}`],
    [`X-Matrix origin="b\\.example",${rest}`],
    [`X-Matrix origin="b.example,${rest}`],
    [`X-Matrix origin=b.example",${rest}`],
    [`X-Matrix origin='b.example',${rest}`],
    [`X-Matrix origin="",${rest}`],
    ['X-Matrix origin="b.example"'],
    [`X-Matrix origin="b.example",${rest},${rest}`],
    [`X-Matrix origin="b.example",${rest},other="x"`],
    [signedBy("b.example"), signedBy("b.example")],
    ["Bearer x", signedBy("b.example")],
  ];
  for (const authorization of hostile)
    expect([authorization, asked({ authorization })]).toEqual([authorization, "header"]);
  // Without quotes, and in another order: as the specification lets others write.
  expect(
    asked({ authorization: ['X-Matrix key="ed25519:1",sig=a,destination=a.example,origin=b.example'] }),
  ).toBeUndefined();
});

test("no spelling of a path enters that a server does not write", () => {
  const room = "!r%3Ab.example";
  const hostile = [
    ...[
      "/_matrix/federation/v1/query/profile/",
      "//_matrix/federation/v1/query/profile",
      "/_matrix//federation/v1/send/1",
    ],
    ...["/_Matrix/federation/v1/query/profile", "/_matrix/federation/V1/send/1", "/_matrix/%66ederation/v1/send/1"],
    ...["/_matrix/federation/v1/query/%70rofile", "/_matrix/federation/v1/state/..", "/_matrix/federation/v1/state/."],
    ...[
      "/_matrix/federation/v1/state/%2e%2E",
      "/_matrix/federation/v1/../v1/query/profile",
      "/_matrix/federation/v1/state/",
    ],
    ...[
      `/_matrix/federation/v1/state/${room}/x`,
      "/_matrix/federation/v1/state/a%00b",
      "/_matrix/federation/v1/state/a%0Ab",
    ],
    ...["/_matrix/federation/v1/state/a%zz", "/_matrix/federation/v1/state/é", '/_matrix/federation/v1/state/a"b'],
    ...["/_matrix/federation/v1/query/client_keys", "/_matrix/federation/unstable/rooms/x/complexity"],
    ...["/_matrix/federation/v3/send_join/a/b", "/_matrix/key/v2/server/", "/_matrix/key/v2/server/ed25519:1", "/"],
    ...[
      "/_matrix/client/versions",
      "/_synapse/admin/v1/users",
      "/_matrix/federation",
      "/_matrix/media/v3/download/a/b",
    ],
  ];
  for (const path of hostile)
    for (const method of ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
      expect([method, path, asked({ method, path })]).toEqual([method, path, "path"]);
  expect(asked({ path: `/_matrix/federation/v1/state/${room}` })).toBeUndefined();
  // Events of version 3 of rooms have slashes in their ids.
  expect(asked({ path: "/_matrix/federation/v1/event/%24a%2Fb%2Bc" })).toBeUndefined();
});

test("whatever is asked, only known trees enter, and nothing without a declared name but what needs none", () => {
  const part = fc.constantFrom(
    "_matrix",
    "federation",
    "key",
    "v1",
    "v2",
    "send",
    "query",
    "profile",
    "server",
    "..",
    "",
    "x",
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join("/")}`),
      fc.constantFrom("GET", "PUT", "POST"),
      fc.constantFrom<readonly string[]>([], [signedBy("b.example")], [signedBy("evil.example")]),
      (path, method, authorization) => {
        if (asked({ path, method, authorization }) !== undefined) return;
        expect(path).toMatch(/^\/_matrix\/(federation\/v[12]\/|key\/v2\/server$)/);
        expect(authorization[0] === signedBy("b.example") || path === "/_matrix/key/v2/server").toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});

test("HAProxy's files hold the same expressions, with no blank in them", () => {
  for (const text of [endpointMap(), parameterMap("origin"), parameterMap("destination")])
    for (const line of text.trimEnd().split("\n")) {
      const [expression = "", value, ...rest] = line.split(" ");
      expect([value !== undefined, rest]).toEqual([true, []]);
      expect(() => new RegExp(expression)).not.toThrow();
    }
  expect(headerList()).not.toContain(" ");
  const [header = ""] = headerList().split("\n");
  expect(new RegExp(header).test(signedBy("b.example"))).toBe(true);
  const [origin = ""] = parameterMap("origin").split(" ");
  expect(new RegExp(origin).exec(signedBy("b.example"))?.[2]).toBe("b.example");
});
