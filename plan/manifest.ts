import { isScalar, parseAllDocuments, visit } from "yaml";
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

function isObject(value: unknown): value is KubernetesObject {
  if (typeof value !== "object" || value === null) return false;
  const metadata: unknown = Reflect.get(value, "metadata");
  return (
    typeof Reflect.get(value, "apiVersion") === "string" &&
    typeof Reflect.get(value, "kind") === "string" &&
    typeof metadata === "object" &&
    metadata !== null &&
    typeof Reflect.get(metadata, "name") === "string"
  );
}

/**
 * The objects of a rendered manifest, in order. Throws, naming the template, on a document that is no object, on
 * broken YAML, and on a plain scalar or tag that YAML readers take differently: the cluster would see another value
 * than the one that was judged.
 */
export function readManifest(manifest: string): Rendered[] {
  const documents = parseAllDocuments(manifest, {
    version: "1.2",
    schema: "core",
    uniqueKeys: true,
    prettyErrors: false,
  });
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
    const value: unknown = document.toJS();
    if (!isObject(value)) throw new Error(`${template}: a document is no Kubernetes object.`);
    return [{ template, object: value }];
  });
}
