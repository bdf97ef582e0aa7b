import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../real/container/network";

const TOP = "/sys/fs/cgroup";

/** Controllers that a kubelet asks for. */
const CONTROLLERS = ["cpuset", "cpu", "io", "memory", "pids"];

/** Seconds until the kernel lets a control group go whose processes were killed. */
const SECONDS = 30;

/** Whether control groups are one tree (version 2), and not one for each controller. */
function unified(): boolean {
  return existsSync(join(TOP, "cgroup.controllers"));
}

/** Folders that each hold the whole tree of control groups. */
function hierarchies(): string[] {
  if (unified()) return [TOP];
  return readdirSync(TOP, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(TOP, entry.name, "cgroup.procs")))
    .map(({ name }) => join(TOP, name));
}

/** A folder where a process' control group can be looked up. */
export function hierarchy(): string {
  return unified() ? TOP : join(TOP, "memory");
}

/** Makes the control group `name`, and one below it for each node. */
export function makeCgroups(name: string, nodes: readonly string[]): void {
  for (const top of hierarchies())
    for (const path of [name, ...nodes.map((node) => join(name, node))]) {
      const folder = join(top, path);
      mkdirSync(folder);
      if (unified()) {
        const enable = CONTROLLERS.map((each) => `+${each}`).join(" ");
        writeFileSync(join(folder, "..", "cgroup.subtree_control"), enable);
      }
      // In version 1 these start empty, and a group without them takes no process.
      for (const file of unified() ? [] : ["cpuset.cpus", "cpuset.mems"])
        if (existsSync(join(folder, file)))
          writeFileSync(join(folder, file), readFileSync(join(folder, "..", file), "utf8"));
    }
}

function remove(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) remove(join(folder, entry.name));
  rmdirSync(folder);
}

/** Removes the control group with all below it, once its processes, which were killed, are gone. */
export async function removeCgroups(name: string): Promise<void> {
  for (const top of hierarchies())
    await eventually(`the end of ${name} in ${top}`, SECONDS, async () => {
      try {
        if (existsSync(join(top, name))) remove(join(top, name));
        return true;
      } catch {
        return undefined;
      }
    });
}
