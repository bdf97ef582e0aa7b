import type { Ask } from "../../../cli/live/api";
import { readLive } from "../../../cli/live/read";
import { SERVED_KINDS } from "../../../stacks/kubernetes/kinds-live";

const NAMESPACES = new Set(["tchap-a", "tchap-b"]);
const kinds = (...names: string[]) => SERVED_KINDS.filter(({ kind }) => names.includes(kind));
const item = (name: string, namespace?: string) => ({ metadata: { name, namespace } });
const page = (items: object[], next?: string) => JSON.stringify({ metadata: { continue: next }, items });

/** An API server that answers as it is told, and remembers what it was asked. */
function server(answers: (path: string) => { status: number; body: string }) {
  const asked: { path: string; accept: string }[] = [];
  const ask: Ask = async (path, accept) => {
    asked.push({ path, accept });
    return path === "/version" ? { status: 200, body: "{}" } : answers(path);
  };
  return { ask, asked };
}

test("a long list is read page by page, and only our namespaces are kept", async () => {
  const { ask } = server((path) =>
    path.includes("continue=more")
      ? { status: 200, body: page([item("c", "tchap-b"), item("d", "kube-system")]) }
      : { status: 200, body: page([item("a", "tchap-a")], "more") },
  );
  const { objects, unread } = await readLive(ask, kinds("Service"), NAMESPACES);
  expect(objects).toEqual([
    expect.objectContaining({ apiVersion: "v1", kind: "Service", metadata: expect.objectContaining({ name: "a" }) }),
    expect.objectContaining({ metadata: expect.objectContaining({ name: "c" }) }),
  ]);
  expect(unread).toEqual([]);
});

test("of Secrets and Pods names alone are asked for, and of the others all", async () => {
  const { ask, asked } = server(() => ({ status: 200, body: page([]) }));
  await readLive(ask, SERVED_KINDS, NAMESPACES);
  const bare = asked.filter(({ accept }) => accept.includes("PartialObjectMetadataList")).map(({ path }) => path);
  expect(bare).toContainEqual(expect.stringMatching(/^\/api\/v1\/secrets\?/));
  expect(bare).toContainEqual(expect.stringMatching(/^\/api\/v1\/pods\?/));
  expect(bare).toHaveLength(SERVED_KINDS.filter(({ namesOnly }) => namesOnly).length);
});

test("whoever may not list everywhere is asked for each namespace, and refusals are told by namespace", async () => {
  const { ask } = server((path) => {
    if (path.includes("/namespaces/tchap-a/")) return { status: 200, body: page([item("a", "tchap-a")]) };
    return { status: 403, body: JSON.stringify({ message: "no" }) };
  });
  expect(await readLive(ask, kinds("Deployment"), NAMESPACES)).toMatchObject({
    objects: [{ metadata: { name: "a" } }],
    unread: [{ kind: "Deployment", namespace: "tchap-b", reason: expect.stringContaining("forbidden") }],
  });
  expect((await readLive(ask, kinds("PriorityClass"), NAMESPACES)).unread).toMatchObject([
    { kind: "PriorityClass", namespace: undefined },
  ]);
});

test("a kind that the cluster does not know and a fault of the server are told, each in its words", async () => {
  const { ask } = server((path) =>
    path.includes("podmonitors") ? { status: 404, body: "404 page not found" } : { status: 500, body: "etcd is away" },
  );
  const { unread } = await readLive(ask, kinds("PodMonitor", "Job"), NAMESPACES);
  expect(unread.map(({ kind, reason }) => [kind, reason])).toEqual([
    ["Job", "the API server answered 500: etcd is away"],
    ["PodMonitor", expect.stringContaining("CustomResourceDefinition is missing")],
  ]);
});

test.each([
  ["nobody signed in", { status: 401, body: "" }, /sign in/],
  ["a proxy before no cluster", { status: 502, body: "connection refused" }, /cannot be asked.*connection refused/],
])("%s: nothing is read, and it is told why", async (_, answer, message) => {
  await expect(readLive(async () => answer, SERVED_KINDS, NAMESPACES)).rejects.toMatchObject({
    name: "ToolError",
    message: expect.stringMatching(message),
  });
});

test.each(["<html>", "{}", '{"items":[{}]}', "null"])("an answer that is no list is refused: %s", async (body) => {
  const { ask } = server(() => ({ status: 200, body }));
  await expect(readLive(ask, kinds("Service"), NAMESPACES)).rejects.toMatchObject({ name: "ToolError" });
});
