import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { loadFleet } from "../../../fleet/load/fleet";
import { readSource } from "../../../fleet/load/source";
import { validate } from "../../../fleet/load/validate";
import { MistakesError } from "../../../fleet/mistakes";
import { perimeterSchema } from "../../../fleet/schema/perimeter";
import { type Copy, inCopy, PROJECT } from "../copy";

/** Mistakes of every kind, in six files. */
function spoil(copy: Copy): void {
  copy.edit("environment.yaml", "services: 10.121.0.0/16", "services: 10.120.128.0/17");
  copy.edit("environment.yaml", "homologation:", "homologatoin:");
  copy.edit("stateful.lock.yaml", "removed: []", "removed: {}");
  copy.write("waivers.yaml", copy.read("waivers.yaml").replace(/^waivers:[\s\S]*/m, "waivers: no\n"));
  copy.edit("perimeters/dev01.yaml", "signedOn: 2025-01-06", "signedOn: 2025-02-29");
  copy.edit("perimeters/dev01.yaml", "essais-dev01.tchap.incubateur.net", "agents-dev02.tchap.incubateur.net");
  copy.edit("perimeters/dev02.yaml", "count: 200", "count: -200");
  copy.edit("perimeters/ext01.yaml", "state: active", "state: active\n\tstate: active");
}

test("mistakes in several files are told in one run, sorted by file, line and column", () => {
  const told = inCopy("dev", (copy) => {
    spoil(copy);
    return copy.told().errors.map(({ place, field, wrong }) => `${place} ${field}: ${wrong}`);
  });
  expect(told).toEqual([
    "environments/dev/environment.yaml:2:1 homologation: This field is missing.",
    "environments/dev/environment.yaml:20:13 network.services: 10.120.128.0/17 shares addresses with network.pods (10.120.0.0/16).",
    "environments/dev/environment.yaml:145:1 homologatoin: Unknown key.",
    "environments/dev/perimeters/dev01.yaml:9:13 convention.signedOn: 2025-02-29 is not a date of the calendar.",
    "environments/dev/perimeters/dev02.yaml:14:24 agents.registered.count: -200 is too small: at least 0.",
    "environments/dev/perimeters/dev02.yaml:20:9 shards[0].emailDomains[0]: The e-mail domain agents-dev02.tchap.incubateur.net is already taken at environments/dev/perimeters/dev01.yaml:21:9.",
    "environments/dev/perimeters/ext01.yaml:7:1 state: There is a tab character.",
    "environments/dev/stateful.lock.yaml:27:10 removed: Must be a list, is a map.",
    "environments/dev/waivers.yaml:2:10 waivers: no is a boolean for YAML 1.1 and a word for YAML 1.2.",
  ]);
});

test("the report is for a person: places, words, a total, and no stack trace", () => {
  inCopy("dev", (copy) => {
    copy.edit("perimeters/dev01.yaml", "agents:\n", "agentes:\n");
    try {
      copy.load();
      throw new Error("loaded");
    } catch (error) {
      if (!(error instanceof MistakesError)) throw error;
      expect(error.message).toBe(
        [
          "environments/dev/perimeters/dev01.yaml:3:1  agents",
          "  This field is missing.",
          '  Add it. For example {"registered":{"count":45000,"source":"assumption"},"potential":{"count":127000,"source":"PLF 2026"}}.',
          "",
          "environments/dev/perimeters/dev01.yaml:13:1  agentes",
          "  Unknown key.",
          '  Did you mean "agents"?',
          "",
          "2 mistakes in 1 file. Nothing was written.",
          "",
        ].join("\n"),
      );
    }
  });
});

test("loading writes nothing, with mistakes or without", () => {
  inCopy("dev", (copy) => {
    const files = () =>
      readdirSync(copy.root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((path) => [path, readFileSync(path, "utf8")]);
    const before = files();
    copy.load();
    expect(files()).toEqual(before);
    spoil(copy);
    const spoilt = files();
    expect(copy.told().errors.length).toBeGreaterThan(0);
    expect(files()).toEqual(spoilt);
  });
});

test("the same files give the same fleet: plain data, frozen to the bottom", () => {
  const { fleet } = loadFleet(PROJECT, "preprod");
  expect(JSON.parse(JSON.stringify(fleet))).toEqual(fleet);
  expect(JSON.stringify(loadFleet(PROJECT, "preprod").fleet)).toBe(JSON.stringify(fleet));
  const thawed = (value: unknown): boolean =>
    typeof value === "object" && value !== null && (!Object.isFrozen(value) || Object.values(value).some(thawed));
  expect(thawed(fleet)).toBe(false);
});

test("a huge file full of mistakes is told like any other", () => {
  inCopy("dev", (copy) => {
    copy.write("perimeters/dev01.yaml", "\t\n".repeat(130_000));
    expect(copy.told().errors).toHaveLength(130_000);
  });
});

/** A text with one character removed, replaced, or added. */
function mutated(text: string) {
  const sign = fc.constantFrom(..."ax0 \n\t:-?[]{},&*!|>'\"%#@`~<.é\0\u00A0\u200B");
  return fc
    .tuple(fc.nat(text.length - 1), fc.constantFrom(0, 1), fc.constantFrom("add", "remove"), sign)
    .map(([index, taken, kind, character]) => {
      const end = kind === "remove" ? index + 1 : index + taken;
      return text.slice(0, index) + (kind === "remove" ? "" : character) + text.slice(end);
    });
}

test("a real perimeter file with any one character changed loads, or is refused with mistakes and nothing else", () => {
  inCopy("dev", (copy) => {
    const file = "perimeters/dev01.yaml";
    fc.assert(
      fc.property(mutated(copy.read(file)), (text) => {
        copy.write(file, text);
        // Throws what is not a MistakesError.
        const { errors } = copy.told();
        for (const { place, field, wrong, write } of errors) {
          expect(place).toMatch(/^environments\/dev\/[a-z0-9./-]+\.yaml:[1-9]\d*:[1-9]\d*$/);
          expect([field, wrong, write].filter((words) => words.trim() === "")).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
  });
});

test("the largest perimeter file with any one character changed is data or mistakes", () => {
  const file = "environments/prod/perimeters/social.yaml";
  fc.assert(
    fc.property(mutated(readFileSync(join(PROJECT, file), "utf8")), (text) => {
      const { source, mistakes } = readSource(Buffer.from(text), file);
      if (source === undefined) expect(mistakes.length).toBeGreaterThan(0);
      else {
        const { value, mistakes: invalid } = validate(perimeterSchema, source);
        expect(value === undefined).toBe(invalid.length > 0);
      }
    }),
    { numRuns: 100 },
  );
});
