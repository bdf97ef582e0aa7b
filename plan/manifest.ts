import { type Document, isScalar, parseAllDocuments, visit } from "yaml";
import { nestsTooDeep } from "./nesting";
import type { KubernetesObject } from "./plan";

/** A rendered object and the template that made it. */
export interface Rendered {
  readonly template: string;
  readonly object: KubernetesObject;
}

const AMBIGUOUS: readonly RegExp[] = [
  /^(y|n|yes|no|on|off|<<)$/i,
  /^[-+]?0[0-9]+$/,
  /^[-+]?0[box][-+]?[0-9a-f]+$/i,
  // Kubernetes keeps 64 bits, JavaScript 53; and it takes no infinity.
  /^[-+]?[0-9]{16,}$/,
  /^[-+]?\.(inf|nan)$/i,
  /^[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?$/,
  /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)e[-+]?[0-9]+$/i,
  /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/,
];

const NUMBER = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)(e[-+]?[0-9]+)?$/i;

/** True for a plain scalar that Kubernetes (YAML 1.1 and more) and this plan (YAML 1.2) read differently. */
export function isAmbiguous(plain: string): boolean {
  // YAML 1.1 takes underscores out of whatever begins like a number.
  const bare = /^[-+.0-9]/.test(plain) ? plain.replaceAll("_", "") : plain;
  return (bare !== plain && NUMBER.test(bare)) || AMBIGUOUS.some((pattern) => pattern.test(bare));
}

/** The first member without which nobody can say what an object is, or whose; undefined for a whole object. */
function lacking(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "it is no mapping";
  const metadata: unknown = Reflect.get(value, "metadata");
  const of = (data: unknown, name: string): unknown =>
    typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
  const members = {
    apiVersion: of(value, "apiVersion"),
    kind: of(value, "kind"),
    "metadata.name": of(metadata, "name"),
  };
  const absent = Object.entries(members).find(([, text]) => typeof text !== "string" || text === "");
  if (absent !== undefined) return `it has no text as ${absent[0]}`;
  const namespace = of(metadata, "namespace");
  return namespace === undefined || typeof namespace === "string" ? undefined : "its metadata.namespace is no text";
}

function isObject(value: unknown): value is KubernetesObject {
  return lacking(value) === undefined;
}

/** Control characters that YAML does not have, and what stands for bytes that are no UTF-8: no text was printed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/;

/** The template that stands above a place of a manifest, as Helm names it. */
function templateAbove(manifest: string, offset: number): string {
  return [...manifest.slice(0, offset).matchAll(/^# Source: [^/\s]+\/(\S+)$/gm)].at(-1)?.[1] ?? "unknown template";
}

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split("\n")[0];

/** Documents of a manifest; throws, naming the template, on what is no text, and on what nests without end. */
function parsed(manifest: string) {
  const binary = manifest.search(NO_TEXT);
  if (binary >= 0)
    throw new Error(
      `${templateAbove(manifest, binary)}: what it prints is no text: line ${manifest.slice(0, binary).split("\n").length} holds a control character, or bytes that are no UTF-8.`,
    );
  let end = 0;
  for (const document of manifest.split(/^(?=---$)/m)) {
    end += document.length;
    if (nestsTooDeep(document)) throw new Error(`${templateAbove(manifest, end)}: nests deeper than any object.`);
  }
  return parseAllDocuments(manifest, { version: "1.2", schema: "core", uniqueKeys: true, prettyErrors: false });
}

/** The value of a document; throws, naming the template, on aliases that make more of it than was written. */
function contentOf(document: Document.Parsed, template: string): unknown {
  try {
    const value: unknown = document.toJS();
    return value;
  } catch (error) {
    throw new Error(`${template}: cannot be read as YAML: ${firstLine(error)}.`);
  }
}

/**
 * The objects of a rendered manifest, in order. Throws, naming the template, on a document that is no object, on
 * broken YAML, and on a plain scalar or tag that YAML readers take differently: the cluster would see another value
 * than the one that was judged.
 */
export function readManifest(manifest: string): Rendered[] {
  const documents = parsed(manifest);
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const { contents } = document;
    const comment = document.commentBefore ?? contents?.commentBefore ?? "";
    const template = comment.match(/Source: [^/\s]+\/(\S+)/)?.[1] ?? "unknown template";
    const [error] = document.errors;
    if (error) throw new Error(`${template}: not YAML: ${error.message}`);
    // Nothing but comments.
    if (contents === null || (isScalar(contents) && contents.type === "PLAIN" && contents.source === "")) return [];
    visit(document, {
      Value(_, node) {
        if (node.tag) throw new Error(`${template}: the tag ${node.tag} is not read alike everywhere; remove it.`);
        if (isScalar(node) && node.type === "PLAIN" && typeof node.source === "string" && isAmbiguous(node.source))
          throw new Error(`${template}: ${node.source} means one thing to YAML 1.1 and another to YAML 1.2; quote it.`);
      },
    });
    const value = contentOf(document, template);
    if (!isObject(value)) throw new Error(`${template}: a document is no Kubernetes object: ${lacking(value)}.`);
    return [{ template, object: value }];
  });
}
