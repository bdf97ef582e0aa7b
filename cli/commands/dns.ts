import { readEnvironmentFiles } from "../../fleet/load/files";
import { loadFleet } from "../../fleet/load/fleet";
import type { Position } from "../../fleet/mistakes";
import { type Declared, type DnsRecord, dnsRecords } from "../../stacks/edge/dns";
import { colour } from "../colour";
import type { Output } from "../output";
import type { Project } from "../project";

/** A record with the place in a file that it follows from. */
interface Placed extends Omit<DnsRecord, "declared"> {
  readonly at: Position;
}

const isPosition = (declared: Declared): declared is Position => "file" in declared;

/** Finds what environment.yaml declares; a field that is absent is where its parent is. */
function placed(project: Project, environment: string, records: readonly DnsRecord[]): Placed[] {
  const file = readEnvironmentFiles(project.root, environment).environment;
  return records.flatMap(({ declared, ...record }) => {
    const at = isPosition(declared) ? declared : file?.at(declared);
    return at === undefined ? [] : [{ ...record, at }];
  });
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

/** Names below one another next to each other, as a zone file of each domain has them. */
const zoneOrder = ({ name }: Placed) => name.split(".").reverse().join(".");

function zone(records: readonly Placed[]): string[] {
  const sorted = [...records].sort((a, b) => compare(zoneOrder(a), zoneOrder(b)));
  const width = Math.max(...sorted.map(({ name }) => name.length)) + 1;
  return sorted.flatMap(({ name, type, value, reason, at }) => {
    const head = `${`${name}.`.padEnd(width)}  IN  ${type.padEnd(3)}`;
    const line = value === undefined ? colour.yellow(`; ${head}  undetermined`) : `${head}  ${value}`;
    return [line, colour.dim(`  ; ${reason}   ${at.file}:${at.line}`)];
  });
}

/** Prints every record of public DNS that an environment needs; what is not known yet is told and no mistake. */
export function dns(project: Project, environment: string, output: Output): number {
  const { fleet } = loadFleet(project.root, environment);
  const records = placed(project, environment, dnsRecords(fleet));
  const unknown = records.filter(({ value }) => value === undefined);
  const why = [...new Set(unknown.map(({ type, reason }) => `;   ${type}: ${reason}`))];
  output.say(
    `${[
      `; ${environment}: ${records.length - unknown.length} records, ${unknown.length} undetermined`,
      ...why,
      "",
      ...zone(records),
    ].join("\n")}\n`,
  );
  output.data({ environment, records, undetermined: unknown.length });
  return 0;
}
