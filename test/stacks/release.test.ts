// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are Terraform's templates
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { App, TerraformStack } from "cdktf";
import fc from "fast-check";
import { literalText } from "../../plan/read";
import { at } from "../../plan/vocabulary";
import { createRelease, folderHash, terraformText } from "../../stacks/release";
import { FOLDERS, temporaryFolder } from "../plan/plans";

type Files = Readonly<Record<string, string>>;

function folderOf(files: Files, order: (names: string[]) => string[] = (names) => names): string {
  const folder = join(temporaryFolder(), "chart");
  mkdirSync(folder);
  for (const name of order(Object.keys(files))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), files[name] ?? "");
  }
  return folder;
}

const FILES: Files = { "Chart.yaml": "name: a\n", "templates/a.yaml": "a", "templates/deep/b.yaml": "b" };

describe("the hash of a chart", () => {
  test("is the same wherever the folder lies and in whatever order, mode or time its files were written", () => {
    const [one, other] = [folderOf(FILES), folderOf(FILES, (names) => [...names].reverse())];
    chmodSync(join(other, "templates/a.yaml"), 0o700);
    utimesSync(join(other, "Chart.yaml"), new Date(0), new Date(0));
    mkdirSync(join(other, "empty"));
    expect(folderHash(other)).toBe(folderHash(one));
  });

  test("changes with a name, a content, a file more or less, and with text that moves between files", () => {
    const changed: Files[] = [
      { ...FILES, "templates/a.yaml": "z" },
      { ...FILES, "templates/a.yaml": "a " },
      { ...FILES, "templates/c.yaml": "" },
      { "Chart.yaml": "name: a\n", "templates/a.yaml": "a" },
      { "Chart.yaml": "name: a\n", "templates/A.yaml": "a", "templates/deep/b.yaml": "b" },
      { "Chart.yaml": "name: a\n", "templates/a.yaml": "ab", "templates/deep/b.yaml": "" },
      { "Chart.yaml": "name: a\n", "templates/a.yaml": "", "templates/deep/b.yaml": "ab" },
    ];
    // The same letters in the same order, parted otherwise.
    const parted: Files[] = [{ ab: "c" }, { a: "bc" }, { a: "", bc: "" }];
    const hashes = [FILES, ...changed, ...parted].map((files) => folderHash(folderOf(files)));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test("differs between any two folders that differ, and only then", () => {
    const name = fc.constantFrom("a", "b", "c/a", "c/b");
    const files = fc.dictionary(name, fc.constantFrom("", "a", "ab", "b", "a\u00001\u0000"), { noNullPrototype: true });
    fc.assert(
      fc.property(files, files, (one, other) => {
        const same = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
        expect(folderHash(folderOf(one)) === folderHash(folderOf(other))).toBe(same);
      }),
      { numRuns: 60 },
    );
  });
});

/** The chart path that the synthesised stack names, for a release of one of the project's charts. */
function chartPath(charts: string): string {
  const outdir = temporaryFolder();
  const app = new App({ outdir, context: { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" } });
  const stack = new TerraformStack(app, "stack");
  new HelmProvider(stack, "helm");
  const release = {
    name: "border",
    namespace: "a",
    chart: "border",
    values: {},
    wait: true,
    timeoutSeconds: 900,
    needs: [],
    accounts: [],
  } as const;
  createRelease(stack, charts, release, []);
  app.synth();
  const text = readFileSync(join(outdir, "stacks", "stack", "cdk.tf.json"), "utf8");
  const path = at(JSON.parse(text), "resource", "helm_release", "border", "chart");
  if (typeof path !== "string") throw new Error("the stack names no chart");
  expect(folderHash(join(outdir, "stacks", "stack", path))).toBe(folderHash(join(charts, "border")));
  return path;
}

test("a template edited without a new chart version gives the release another chart path, so that it is deployed", () => {
  const charts = join(temporaryFolder(), "charts");
  cpSync(FOLDERS.charts, charts, { recursive: true });
  const before = chartPath(charts);
  expect(before).toBe(chartPath(FOLDERS.charts));
  const template = join(charts, "border", "templates", "border", "service.yaml");
  writeFileSync(template, `${readFileSync(template, "utf8")}# edited\n`);
  const edited = chartPath(charts);
  expect(edited).not.toBe(before);
  renameSync(template, join(dirname(template), "renamed.yaml"));
  expect(new Set([before, edited, chartPath(charts)]).size).toBe(3);
  expect(edited).toMatch(/^assets\/[^/]+\/[0-9a-f]{32}$/);
});

describe("values as Terraform takes them", () => {
  const template = fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a", "\n") });

  test("read back as they were written, whatever they hold", () => {
    fc.assert(
      fc.property(fc.oneof(template, fc.string({ unit: "grapheme" })), (text) => {
        expect(literalText(terraformText(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  // What Terraform 1.11.4 makes of the right side, tried with `terraform output`.
  test.each([
    ["${a}", "$${a}"],
    ["%{a}", "%%{a}"],
    ["$${a}", "$$${a}"],
    ["$${{", "$$${{"],
    ["%${a}", "%$${a}"],
    ["$ {a} 100% $", "$ {a} 100% $"],
  ])("%s is written %s", (text, written) => {
    expect(terraformText(text)).toBe(written);
    expect(literalText(written)).toBe(text);
  });

  test.each(["${a}", "a ${a}", "%{ if a }", "%${a}", "$%{a}", "$${a} ${b}", "{${a}}"])(
    "%s is a live expression, which no plan may take for a text",
    (text) => {
      expect(() => literalText(text)).toThrow(/Terraform expression/);
    },
  );
});
