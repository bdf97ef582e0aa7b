import { isMap, isScalar, parseAllDocuments, visit } from "yaml";
import type { KubernetesObject } from "./plan";

/** A rendered object and the template that made it. */
export interface Rendered {
  readonly template: string;
  readonly object: KubernetesObject;
}

const AMBIGUOUS: readonly RegExp[] = [
  /^(y|n|yes|no|on|off)$/i,
  /^[-+]?0[0-9_]+$/,
  /^0[ox][0-9a-f_]+$/i,
  /^[-+]?[0-9][0-9_]*_[0-9_]*$/,
  /^[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?$/,
  /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)e[-+]?[0-9]+$/i,
  /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/,
];

/** True for a plain scalar that YAML 1.1 (Kubernetes) and YAML 1.2 (this plan) read differently. */
export function isAmbiguous(plain: string): boolean {
  return AMBIGUOUS.some((pattern) => pattern.test(plain));
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
 * broken YAML, and on a plain scalar that YAML 1.1 and 1.2 read differently: the cluster would see another value than
 * the one that was judged.
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
    const comment =
      document.commentBefore ?? (isMap(document.contents) ? document.contents.commentBefore : undefined) ?? "";
    const template = comment.match(/Source: [^/\s]+\/(\S+)/)?.[1] ?? "unknown template";
    const [error] = document.errors;
    if (error) throw new Error(`${template}: not YAML: ${error.message}`);
    if (document.contents === null) return [];
    visit(document, {
      Scalar(_, node) {
        if (isScalar(node) && node.type === "PLAIN" && typeof node.source === "string" && isAmbiguous(node.source))
          throw new Error(`${template}: ${node.source} means one thing to YAML 1.1 and another to YAML 1.2; quote it.`);
      },
    });
    const value: unknown = document.toJS();
    if (!isObject(value)) throw new Error(`${template}: a document is no Kubernetes object.`);
    return [{ template, object: value }];
  });
}
