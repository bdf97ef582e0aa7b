import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const ROOMS = ["fleet", "stacks", "plan", "policies", "cli"];

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string } }[];
  };
  readonly modules: readonly { readonly source: string }[];
}

function cruise(root: string): Cruise {
  const program = join(ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const { stdout } = spawnSync(
    process.execPath,
    [program, "--config", ".dependency-cruiser.js", "--output-type", "json", "main.ts", ...ROOMS],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return JSON.parse(stdout);
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);
}

test("no room imports from a room further along, and every module was seen", () => {
  const { summary, modules } = cruise(ROOT);
  expect(summary.violations.map(({ rule }) => rule.name)).toEqual([]);
  const seen = new Set(modules.map(({ source }) => source));
  expect([...ROOMS.flatMap(sources), "main.ts"].filter((file) => !seen.has(file))).toEqual([]);
});

test("an arrow that points back is caught", () => {
  const copy = mkdtempSync(join(tmpdir(), "arrows-"));
  try {
    for (const file of [...ROOMS, "main.ts", "tsconfig.json", ".dependency-cruiser.js", "package.json"])
      cpSync(join(ROOT, file), join(copy, file), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    mkdirSync(join(copy, "fleet"), { recursive: true });
    writeFileSync(
      join(copy, "fleet", "backwards.ts"),
      'import { objectId } from "../plan/plan";\nexport const id = objectId;\n',
    );
    writeFileSync(
      join(copy, "policies", "constructs.ts"),
      'import type { Release } from "../stacks/release";\nexport type Seen = Release;\n',
    );
    const names = cruise(copy).summary.violations.map(({ rule }) => rule.name);
    expect(names).toContain("fleet-before-plan");
    expect(names).toContain("policies-never-see-the-constructs");
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
