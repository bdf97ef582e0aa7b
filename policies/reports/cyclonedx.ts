import { jsonText } from "./json-text";
import { uuid } from "./oscal";

/** What a bill of materials says of one thing; members as CycloneDX names them. */
export interface BomComponent {
  readonly type: "application" | "container" | "library" | "platform";
  /** Unique in its document. */
  readonly "bom-ref": string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly licenses?: readonly Licence[];
  readonly hashes?: readonly { readonly alg: "SHA-1" | "SHA-256" | "SHA-512"; readonly content: string }[];
  readonly externalReferences?: readonly { readonly type: "distribution" | "website"; readonly url: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

type Licence = { readonly expression: string } | { readonly license: { readonly name: string } };

/** Ids, joined by operators: whatever else stands in a package's metadata is a name. */
const EXPRESSION = /^\(?[\w.+-]+(?: (?:AND|OR|WITH) \(?[\w.+-]+\)?)*\)?$/;

/** A licence as it is declared. */
export function licences(declared: string): readonly Licence[] {
  return EXPRESSION.test(declared) ? [{ expression: declared }] : [{ license: { name: declared } }];
}

/** A part of a package URL: slashes and colons of a qualifier stay as they are. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

/**
 * A bill of materials, CycloneDX 1.6. It has no time of its own, and its serial number follows from what it says: the same
 * things always give the same bytes.
 */
export function billOfMaterials(
  about: BomComponent,
  components: readonly BomComponent[],
  dependsOn: ReadonlyMap<string, readonly string[]>,
): string {
  const said = {
    metadata: { component: about },
    components,
    dependencies: [...dependsOn].map(([ref, on]) => ({ ref, dependsOn: on })),
  };
  return jsonText(
    {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: `urn:uuid:${uuid("bill-of-materials", JSON.stringify(said))}`,
      version: 1,
      ...said,
    },
    2,
  );
}
