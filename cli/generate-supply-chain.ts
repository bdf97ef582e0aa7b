import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Fleet } from "../fleet/fleet";
import { environmentNames } from "../fleet/load/files";
import { loadFleet } from "../fleet/load/fleet";
import { HELM_VERSION } from "../plan/helm";
import { type Component, endOf, READ_ON } from "../policies/components/component";
import { IMAGES } from "../policies/components/images";
import { CHARTS, KUBERNETES } from "../policies/components/platform";
import { TOOLS } from "../policies/components/tools";
import { REQUIRED_TERRAFORM } from "../stacks/footprint";
import { ABOUT_CDKTF, ABOUT_NODE, ABOUT_PAGE } from "./supply-chain-words";

/** What a test runs of a component; no version where none runs. */
interface Tested {
  readonly version: string | undefined;
  readonly by: string;
  /** True where both are the same by the way they are made, whatever their versions are called. */
  readonly isPinned?: boolean;
}

export interface TestedVersions {
  readonly platform: Tested;
  readonly images: Readonly<Record<keyof Fleet["images"], Tested>>;
  readonly charts: Readonly<Record<keyof Fleet["charts"], Tested>>;
}

interface Row {
  readonly component: Component;
  readonly where: string;
  readonly version: string;
  readonly tested: Tested;
}

const lockFile = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
const packageFile = z.object({ engines: z.object({ node: z.string() }) });

/** What the first group of a pattern finds in a file of the project; throws where it finds nothing. */
function inFile(root: string, file: string, pattern: RegExp): string {
  const [, found] = pattern.exec(readFileSync(join(root, file), "utf8")) ?? [];
  if (found === undefined)
    throw new Error(`${file} does not say what docs/generated/supply-chain.md is made of: ${pattern}.`);
  return found;
}

/** Versions of what makes plans and puts them in place, where the project itself says them. */
function toolVersions(root: string): Record<keyof typeof TOOLS, string> {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const npm = (name: string) => packages[`node_modules/${name}`]?.version ?? "not locked";
  const provider = (name: string) =>
    inFile(root, "environments/providers.lock.hcl", new RegExp(`hashicorp/${name}" \\{\\s+version\\s+= "([^"]+)"`));
  const { engines } = packageFile.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  return {
    node: engines.node.replace(">=", ""),
    nodeOfImage: inFile(root, "images/footprint/Containerfile", /Node (\d+) image/),
    python: inFile(root, "images/synapse/Containerfile", /Python (\d+\.\d+) image/),
    helm: HELM_VERSION,
    terraform: REQUIRED_TERRAFORM,
    cdktf: npm("cdktf"),
    cdktfCli: npm("cdktf-cli"),
    bindingsHelm: npm("@cdktf/provider-helm"),
    bindingsKubernetes: npm("@cdktf/provider-kubernetes"),
    providerHelm: provider("helm"),
    providerKubernetes: provider("kubernetes"),
  };
}

/** Each version that environments pin, once, with the environments unless it is that of all. */
function pinned(fleets: readonly Fleet[], versionOf: (fleet: Fleet) => string): { where: string; version: string }[] {
  const versions = [...new Set(fleets.map(versionOf))];
  return versions.map((version) => {
    const of = fleets.filter((fleet) => versionOf(fleet) === version).map(({ environment }) => environment);
    return { version, where: of.length === fleets.length ? "" : ` (${of.join(", ")})` };
  });
}

function members<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  const names: K[] = [];
  for (const name in record) names.push(name);
  return names;
}

function running(fleets: readonly Fleet[], tested: TestedVersions): Row[] {
  const rows = (component: Component, ran: Tested, versionOf: (fleet: Fleet) => string) =>
    pinned(fleets, versionOf).map((each) => ({ component, tested: ran, ...each }));
  const chart = (component: Component) => ({ ...component, title: `chart of ${component.title}` });
  return [
    ...rows(KUBERNETES, tested.platform, ({ cluster }) => cluster.kubernetesVersion),
    ...members(IMAGES).flatMap((name) => rows(IMAGES[name], tested.images[name], ({ images }) => images[name].tag)),
    ...members(CHARTS).flatMap((name) =>
      rows(chart(CHARTS[name]), tested.charts[name], ({ charts }) => charts[name].version),
    ),
  ];
}

function tools(root: string): Row[] {
  const versions = toolVersions(root);
  const locked: Tested = { version: undefined, by: "npm test, the locked one", isPinned: true };
  const machines: Tested = { version: undefined, by: "whichever the machine has" };
  const deployed: Tested = { version: undefined, by: "test:deploy, where terraform init finds them", isPinned: true };
  const others: Readonly<Partial<Record<keyof typeof TOOLS, Tested>>> = {
    node: machines,
    nodeOfImage: machines,
    python: { version: undefined, by: "test:real, Debian bookworm's of the same minor version" },
    terraform: { version: undefined, by: "test:deploy, whichever the machine has" },
    providerHelm: deployed,
    providerKubernetes: deployed,
  };
  return members(TOOLS).map((name) => ({
    component: TOOLS[name],
    where: "",
    version: versions[name],
    tested: others[name] ?? locked,
  }));
}

/** The numbers that a version begins with; undefined where it begins with none. */
const numbers = (version: string) => /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1];

/** Whether what runs in tests is another version than what is deployed. */
export function differs(version: string, { version: tested, isPinned = false }: Tested): "no" | "yes" | "–" {
  if (isPinned) return "no";
  if (tested === undefined) return "–";
  const [one, other] = [numbers(version), numbers(tested)];
  return one !== undefined && other !== undefined && `${other}.`.startsWith(`${one}.`) ? "no" : "yes";
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("<", "\\<").replaceAll("*", "\\*");

function endText({ component, version }: Row): string {
  const end = endOf(component, version);
  return end.is === "known" ? end.day : end.is === "unknown" ? `unknown: ${end.why}` : "not recorded";
}

function table(rows: readonly Row[]): string[] {
  const line = (row: Row) => {
    const { component, where, version, tested } = row;
    const notes = component.note === undefined ? "" : `; ${component.note}`;
    return [
      `[${component.title}](${/^https:/.test(component.home) ? component.home : `../../${component.home}`})`,
      `${version}${where}`,
      [tested.version, tested.by].filter((part) => part !== undefined).join(", "),
      differs(version, tested),
      component.licence,
      `${endText(row)}${notes}`,
      component.support.source,
    ];
  };
  return [
    "| component | pinned | tested | differs | licence | end of support | source |",
    "|---|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${line(row).map(cell).join(" | ")} |`),
  ];
}

/** What had passed its end on the day on which the dates were read. */
export function ended(rows: readonly Row[], on: string): string[] {
  return rows.flatMap(({ component, version }) => {
    const end = endOf(component, version);
    return end.is === "known" && end.day < on ? [`- ${component.title} ${version}: ${end.day}`] : [];
  });
}

/** docs/generated/supply-chain.md: everything that runs, and what it is made with. */
export function supplyChainPage(root: string, tested: TestedVersions): string {
  const fleets = environmentNames(root).map((name) => loadFleet(root, name).fleet);
  const [inCluster, made] = [running(fleets, tested), tools(root)];
  return `${[
    "# Supply chain",
    "",
    ...ABOUT_PAGE,
    "",
    "## What runs in the cluster",
    "",
    ...table(inCluster),
    "",
    "## What plans are made and put in place with",
    "",
    ...table(made),
    "",
    "## What has passed its end",
    "",
    `On ${READ_ON}, when the dates were read:`,
    "",
    ...ended([...inCluster, ...made], READ_ON),
    "",
    ...ABOUT_NODE,
    "",
    ...ABOUT_CDKTF,
  ].join("\n")}\n`;
}
