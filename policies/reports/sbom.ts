import { positionText } from "../../fleet/mistakes";
import type { Plan } from "../../plan/plan";
import { at } from "../../plan/vocabulary";
import { type Component, endOf } from "../components/component";
import { type PlannedComponent, plannedComponents } from "../components/planned";
import { TOOLS } from "../components/tools";
import { type BomComponent, billOfMaterials, encoded, licences } from "./cyclonedx";

/** Names of properties that are ours. */
const OURS = "tchap-footprint:";

const TYPES = { image: "container", chart: "application", platform: "platform" } as const;

const PROVIDERS: Readonly<Record<string, Component>> = {
  helm: TOOLS.providerHelm,
  kubernetes: TOOLS.providerKubernetes,
};

/** The repository of a reference, without scheme, tag and digest. */
const repositoryOf = (reference: string) => reference.replace(/^oci:\/\//, "").replace(/(:[^/@]*)?(@.*)?$/, "");

function purl({ kind, reference, digest, version }: PlannedComponent): string | undefined {
  if (reference === undefined) return undefined;
  const repository = repositoryOf(reference);
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  if (kind === "chart")
    return `pkg:helm/${encoded(name)}@${encoded(version)}?repository_url=${encoded(`oci://${repository}`)}`;
  const content = digest === undefined ? "" : `@${encodeURIComponent(digest)}`;
  return `pkg:oci/${encoded(name)}${content}?repository_url=${encoded(repository)}&tag=${encoded(version)}`;
}

function describe(component: Component, version: string) {
  const end = endOf(component, version);
  return {
    licenses: licences(component.licence),
    externalReferences: [{ type: "website" as const, url: component.home }],
    endOfSupport: { name: `${OURS}end-of-support`, value: end.is === "known" ? end.day : end.is },
  };
}

function bomComponent(planned: PlannedComponent): BomComponent {
  const { kind, name, component, version, digest } = planned;
  const { endOfSupport, ...described } = describe(component, version);
  const url = purl(planned);
  return {
    type: TYPES[kind],
    "bom-ref": `${kind}/${name}`,
    name: component.title,
    version,
    ...(digest === undefined ? {} : { hashes: [{ alg: "SHA-256", content: digest.replace("sha256:", "") }] }),
    ...described,
    ...(url === undefined ? {} : { purl: url }),
    properties: [endOfSupport, { name: `${OURS}declared-at`, value: positionText(planned.at) }],
  };
}

/** Terraform's providers, each version once. */
function providers(plan: Plan): BomComponent[] {
  const all = plan.terraform.flatMap(({ terraform }) =>
    Object.entries(at(terraform, "terraform", "required_providers") ?? {}).map(([name, provider]) => ({
      name,
      version: String(at(provider, "version")),
    })),
  );
  const once = new Map(all.map((each) => [`provider/${each.name}@${each.version}`, each]));
  return [...once].sort().map(([ref, { name, version }]) => {
    const known = PROVIDERS[name];
    const { endOfSupport, ...described } = known ? describe(known, version) : { endOfSupport: undefined };
    return {
      type: "library",
      "bom-ref": ref,
      name: `terraform-provider-${name}`,
      version,
      ...described,
      ...(endOfSupport === undefined ? {} : { properties: [endOfSupport] }),
    };
  });
}

/**
 * report/sbom.cdx.json: everything that an environment runs, by digest where that is known. What an image holds in its turn
 * is said by whoever built it.
 */
export function environmentSbom(plan: Plan): string {
  const ref = `environment/${plan.facts.environment}`;
  const components = [...plannedComponents(plan).map(bomComponent), ...providers(plan)];
  return billOfMaterials(
    { type: "application", "bom-ref": ref, name: `tchap-footprint ${plan.facts.environment}` },
    components,
    new Map([[ref, components.map((each) => each["bom-ref"])]]),
  );
}
