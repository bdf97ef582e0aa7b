import fc from "fast-check";
import { codeQuality } from "../../../policies/reports/code-quality";
import { junit, xml } from "../../../policies/reports/junit";
import { oscal, uuid } from "../../../policies/reports/oscal";
import { sarif } from "../../../policies/reports/sarif";
import { HOSTILE, hostileReport } from "./hostile-report";

const report = hostileReport();
/** Open findings: each hostile text, one of them twice, and the waiver for no rule. */
const OPEN = HOSTILE.length + 2;

describe.each([
  ["sarif", sarif],
  ["code-quality", codeQuality],
  ["junit", junit],
  ["oscal", oscal],
])("%s", (_, format) => {
  test("is the same for the same report, byte for byte", () => {
    expect(format(hostileReport())).toBe(format(report));
  });
});

test.each([sarif, codeQuality, oscal])(
  "no format holds half a character, which readers of JSON refuse: %#",
  (format) => {
    expect(format(report)).not.toMatch(/\\ud[89a-f]/i);
  },
);

describe("findings.sarif", () => {
  const [run] = JSON.parse(sarif(report)).runs;
  const results: { ruleId: string; ruleIndex: number; kind: string; suppressions?: unknown[] }[] = run.results;

  test("has each finding once, waived ones suppressed, undetermined ones open", () => {
    const count = (kind: string, suppressed: boolean) =>
      results.filter((each) => each.kind === kind && (each.suppressions !== undefined) === suppressed).length;
    expect([count("fail", false), count("fail", true), count("open", false)]).toEqual([OPEN, 1, 1]);
  });

  test("names each rule by an index that leads to it", () => {
    for (const { ruleId, ruleIndex } of results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test("has file and line, and a fingerprint of its own for each", () => {
    for (const result of run.results) {
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      expect(artifactLocation.uri).toMatch(/^environments\//);
      expect(region.startLine).toBeGreaterThan(0);
    }
    const prints = run.results.map(
      (each: { partialFingerprints: object }) => Object.values(each.partialFingerprints)[0],
    );
    expect(new Set(prints).size).toBe(prints.length);
  });
});

describe("code-quality.json", () => {
  const issues: {
    fingerprint: string;
    severity: string;
    check_name: string;
    location: { lines: { begin: number } };
  }[] = JSON.parse(codeQuality(report));

  test("has open findings alone, in GitLab's severities, with lines and fingerprints of their own", () => {
    expect(issues).toHaveLength(OPEN);
    expect(issues.map(({ check_name }) => check_name)).not.toContain("TST-02");
    for (const { severity, location } of issues) {
      expect(["info", "minor", "major", "critical", "blocker"]).toContain(severity);
      expect(location.lines.begin).toBeGreaterThan(0);
    }
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(OPEN);
  });

  test("keeps its fingerprints while lines move", () => {
    const findings = report.findings.map((each) => ({ ...each, at: { ...each.at, line: each.at.line + 7 } }));
    const moved: { fingerprint: string }[] = JSON.parse(codeQuality({ ...report, findings }));
    expect(moved.map(({ fingerprint }) => fingerprint)).toEqual(issues.map(({ fingerprint }) => fingerprint));
  });
});

describe("junit.xml", () => {
  const text = junit(report);

  test("has a test for each rule and one for waivers; what is not known is skipped, not passed", () => {
    expect(text.match(/<testcase /g)).toHaveLength(6);
    expect(text.match(/<failure /g)).toHaveLength(2);
    expect(text.match(/<skipped /g)).toHaveLength(2);
    expect(text).toContain('tests="6" failures="2" errors="0" skipped="2"');
  });

  test("holds no markup and no character of a finding that XML does not take", () => {
    const any = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE));
    fc.assert(
      fc.property(any, (value) => {
        expect(xml(value)).not.toMatch(/[<>"]|&(?!(amp|lt|gt|quot|#13);)/);
        expect(xml(value)).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
      }),
    );
  });
});

describe("oscal-assessment-results.json", () => {
  const [result] = JSON.parse(oscal(report))["assessment-results"].results;

  test("has an observation for each rule and a risk for each waiver of a rule that there is", () => {
    expect(result.observations.map(({ title }: { title: string }) => title.split(" ")[0])).toEqual([
      "TST-01",
      "TST-02",
      "TST-03",
      "TST-04",
      "TST-05",
    ]);
    expect(result.risks).toHaveLength(1);
  });

  test("calls no control satisfied but those that rules show whole", () => {
    const [control] = report.controls;
    if (control === undefined) throw new Error("there is no control");
    const states = ["covered", "partly", "failed", "waived", "undetermined"] as const;
    const controls = states.map((state) => ({ ...control, id: `TST:${state}`, state, rules: ["TST-04"] }));
    const [only] = JSON.parse(oscal({ ...report, controls }))["assessment-results"].results;
    expect(only.findings.map((each: { target: { status: { state: string } } }) => each.target.status.state)).toEqual([
      "satisfied",
      "not-satisfied",
      "not-satisfied",
      "not-satisfied",
      "not-satisfied",
    ]);
  });

  test("names things by version 5 UUIDs", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(uuid(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(uuid(one) === uuid(other)).toBe(one === other);
      }),
    );
  });
});
