import type { Plan } from "../plan/plan";
import { kindName, type OutsideReach, type Reach, type Reachability, reachability } from "../plan/reachability";

/*
 * Who may speak to whom, as `reachability.md` and `reachability.csv` of a plan have it: computed from the rendered
 * NetworkPolicies, before anything is deployed.
 */

const isOpen = ({ ports }: Reach) => ports !== "closed";

function where({ relation, holds, pairs }: Reach): string {
  const size = holds === pairs ? `all ${pairs}` : `${holds} of ${pairs}`;
  return relation === "" ? size : `${relation}, ${size}`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  if (rows.length === 0) return ["None."];
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

const outsideRows = (rows: readonly OutsideReach[]) =>
  rows.map(({ kind, outside, ports, holds }) => [kind, outside, ports, holds]);

/** Pairs of different shards that are open: there should be none but what one row says. */
function acrossShards({ between }: Reachability): Reach[] {
  return between.filter((each) => isOpen(each) && each.relation === "another shard");
}

/** What summary.md says of reachability. */
export function reachabilitySummary(plan: Plan): string[] {
  const matrix = reachability(plan);
  const open = matrix.between.filter(isOpen);
  const pairs = matrix.between.reduce((sum, { holds }) => sum + holds, 0);
  const openPairs = open.reduce((sum, { holds }) => sum + holds, 0);
  const across = acrossShards(matrix);
  const onHost = matrix.kinds.filter((kind) => kind.onHost).map(kindName);
  const anywhere = matrix.outwards.filter(({ outside }) => outside.startsWith("undeclared") || outside === "anywhere");
  return [
    `From the rendered NetworkPolicies: ${matrix.kinds.length} kinds of pods, ${pairs} pairs (kind, kind, their namespaces), ${openPairs} of them open in ${open.length} ways. The whole matrix is in \`reachability.md\` and \`reachability.csv\`.`,
    "",
    `- Open between two shards: ${across.length === 0 ? "nothing" : across.map(({ from, to, ports }) => `${from} → ${to} (${ports})`).join(", ")}.`,
    `- May send to addresses that nobody declared: ${anywhere.length === 0 ? "nobody" : [...new Set(anywhere.map(({ kind }) => kind))].join(", ")}.`,
    `- On the network of their node, where no NetworkPolicy applies and the node's firewall must: ${onHost.length === 0 ? "nobody" : onHost.join(", ")}.`,
  ];
}

/** reachability.md: all that is open; every pair that it does not name is closed. */
export function reachabilityMarkdown(plan: Plan): string {
  const { destinations, title } = plan.facts;
  const { kinds, between, outwards, inwards } = reachability(plan);
  const onHost = kinds.filter((kind) => kind.onHost).map((kind) => [kindName(kind)]);
  const border = destinations.filter(({ through }) => through === "border");
  return `${[
    `# Who may speak to whom: ${title}`,
    "",
    "Worked out from the NetworkPolicies of the plan as Kubernetes defines them: a connection opens if the sender's egress and the receiver's ingress both let it. What is not named here is closed. Pods of one kind in all shards are one row; the last column counts pairs of namespaces, or namespaces. Answers follow their connection, and a node always reaches its own pods (probes).",
    "",
    "## Between pods",
    "",
    ...table(
      ["from", "to", "ports", "where"],
      between.filter(isOpen).map((each) => [each.from, each.to, each.ports, where(each)]),
    ),
    "",
    "## From pods to the outside, by address",
    "",
    ...table(["from", "to", "ports", "namespaces"], outsideRows(outwards)),
    "",
    "## From the outside to pods",
    "",
    "Namespaces named here are no part of the plan: the edge, DNS, monitoring and operators of the platform.",
    "",
    ...table(["to", "from", "ports", "namespaces"], outsideRows(inwards)),
    "",
    "## Through the border's proxy",
    "",
    "Whoever may reach the border may ask it for any of these, and for nothing else: it knows pods by no name. Readers are those that need it.",
    "",
    ...table(
      ["destination", "host and port", "readers", "country"],
      border.map(({ id, host, port, readers, country }) => [id, `${host}:${port}`, readers.join(", "), country]),
    ),
    "",
    "## On the network of their node",
    "",
    "No NetworkPolicy is about these pods; the firewall of their node must do its work, and other pods see them as a node.",
    "",
    ...table(["pods"], onHost),
  ].join("\n")}\n`;
}

/** reachability.csv: every pair of kinds of pods and every outside, closed ones included. */
export function reachabilityCsv(plan: Plan): string {
  const { between, outwards, inwards } = reachability(plan);
  const quoted = (value: string | number) => (/[",\n]/.test(String(value)) ? `"${String(value)}"` : String(value));
  const rows: (string | number)[][] = [
    ["from", "to", "relation", "ports", "holds", "of"],
    ...between.map(({ from, to, relation, ports, holds, pairs }) => [from, to, relation, ports, holds, pairs]),
    ...outwards.map(({ kind, outside, ports, holds }) => [kind, outside, "outside", ports, holds, ""]),
    ...inwards.map(({ kind, outside, ports, holds }) => [outside, kind, "outside", ports, holds, ""]),
  ];
  return `${rows.map((row) => row.map(quoted).join(",")).join("\n")}\n`;
}
