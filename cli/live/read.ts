import { z } from "zod";
import { ToolError } from "../../plan/helm";
import type { Live, LiveObject, Unread } from "../../plan/live/object";
import type { ServedKind } from "../../stacks/kubernetes/kinds-live";
import type { Ask } from "./api";

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  deletionTimestamp: z.string().optional(),
  ownerReferences: z.array(z.unknown()).optional(),
});

const page = z.object({
  metadata: z.object({ continue: z.string().optional() }).default({}),
  // An empty list may be null.
  items: z.array(z.looseObject({ metadata })).nullable(),
});

const status = z.object({ message: z.string() });

/** Objects a page: what one answer holds at most stays at a few megabytes. */
const PAGE = 500;

const WHOLE = "application/json";
/** Names, labels and owners alone: the API server then sends no contents, of a Secret neither. */
const NAMES_ONLY = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

/** Objects of a kind, or why they could not be read. */
type Listed = { readonly objects: readonly LiveObject[] } | { readonly status: number; readonly reason: string };

/** Without names of namespaces, so that the same is told once for all of them. */
function reasonOf(code: number, body: string): string {
  if (code === 403) return "forbidden: you may not list it";
  if (code === 404) return "the cluster does not know this kind: its CustomResourceDefinition is missing";
  let said = body.trim();
  try {
    said = status.parse(JSON.parse(body)).message;
  } catch {
    // What stands between answers in its own words.
  }
  return `the API server answered ${code}: ${said.slice(0, 200)}`;
}

async function listed(ask: Ask, kind: ServedKind, namespace: string | undefined): Promise<Listed> {
  const group = kind.apiVersion.includes("/") ? `/apis/${kind.apiVersion}` : `/api/${kind.apiVersion}`;
  const place = namespace === undefined ? "" : `/namespaces/${namespace}`;
  const objects: LiveObject[] = [];
  let next: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(next === undefined ? {} : { continue: next }) });
    const path = `${group}${place}/${kind.resource}?${query}`;
    const answer = await ask(path, kind.namesOnly ? NAMES_ONLY : WHOLE);
    if (answer.status !== 200) return { status: answer.status, reason: reasonOf(answer.status, answer.body) };
    let read: z.output<typeof page>;
    try {
      read = page.parse(JSON.parse(answer.body));
    } catch {
      throw new ToolError(`What answered ${path} is no API server: ${answer.body.slice(0, 200)}`);
    }
    // Elements of a list do not repeat what they are.
    const { apiVersion, kind: name } = kind;
    for (const item of read.items ?? []) objects.push({ ...item, apiVersion, kind: name });
    next = read.metadata.continue;
  } while (next !== undefined && next !== "");
  return { objects };
}

/** A namespace by its name, which whoever has rights in it alone may be allowed; none where it does not exist. */
async function namespaceItself(ask: Ask, name: string): Promise<Listed> {
  const { status: code, body } = await ask(`/api/v1/namespaces/${name}`, WHOLE);
  if (code === 404) return { objects: [] };
  if (code !== 200) return { status: code, reason: reasonOf(code, body) };
  const read = z.looseObject({ metadata }).parse(JSON.parse(body));
  return { objects: [{ ...read, apiVersion: "v1", kind: "Namespace" }] };
}

/** Throws unless an API server answers, and knows who asks. */
async function requireServer(ask: Ask): Promise<void> {
  const { status: code, body } = await ask("/version", WHOLE);
  if (code === 200) return;
  const why = code === 401 ? "it does not know you: sign in again" : reasonOf(code, body);
  throw new ToolError(`The cluster cannot be asked: ${why}.`);
}

/**
 * Everything of some kinds that a cluster has in some namespaces, and of the whole cluster. Whoever may not list a kind
 * everywhere is asked namespace by namespace; what cannot be read is told, never taken as absent.
 */
export async function readLive(ask: Ask, kinds: readonly ServedKind[], namespaces: ReadonlySet<string>): Promise<Live> {
  await requireServer(ask);
  const objects: LiveObject[] = [];
  const unread: Unread[] = [];
  for (const kind of kinds) {
    const { apiVersion, kind: name } = kind;
    const everywhere = await listed(ask, kind, undefined);
    if ("objects" in everywhere) {
      const ours = ({ metadata: { namespace } }: LiveObject) => namespace === undefined || namespaces.has(namespace);
      objects.push(...everywhere.objects.filter(ours));
    } else if (everywhere.status === 403 && name === "Namespace")
      for (const namespace of namespaces) {
        const one = await namespaceItself(ask, namespace);
        if ("objects" in one) objects.push(...one.objects);
        else unread.push({ apiVersion, kind: name, namespace, reason: one.reason });
      }
    else if (everywhere.status !== 403 || kind.scope === "cluster")
      unread.push({ apiVersion, kind: name, namespace: undefined, reason: everywhere.reason });
    else
      for (const namespace of namespaces) {
        const there = await listed(ask, kind, namespace);
        if ("objects" in there) objects.push(...there.objects);
        else unread.push({ apiVersion, kind: name, namespace, reason: there.reason });
      }
  }
  return { objects, unread };
}
