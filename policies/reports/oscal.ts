import { createHash } from "node:crypto";
import { positionText } from "../../fleet/mistakes";
import type { Remark } from "../rule";
import { jsonText } from "./json-text";
import type { Report, ReportedRule, ReportedWaiver } from "./report";

/** The one version of the model that is written, that of compliance-trestle 5.2, which test:real validates it with. */
const OSCAL_VERSION = "1.2.1";

/** A name space of ours for version 5 UUIDs (RFC 9562): the same report always has the same ones. */
const NAME_SPACE = Buffer.from("6f2d0b5e8d7c4c1e9a3b5d4f7e6a1c20", "hex");

/** Version 5 UUID of a name. */
export function uuid(...name: readonly string[]): string {
  const hash = createHash("sha1").update(NAME_SPACE).update(name.join("\0")).digest();
  const bytes = hash.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** An id of ours as OSCAL's tokens are: a letter or underscore, then letters, digits, points, hyphens. */
function token(id: string): string {
  return `c_${id.replace(/[^A-Za-z0-9.-]+/g, "_")}`;
}

const NAMESPACE_URI = "urn:tchap-footprint:oscal";

/** A text on one line, as OSCAL's titles and properties are. */
const line = (text: string) => text.replace(/\s+/g, " ").trim() || "–";

const prop = (name: string, value: string) => ({ name, ns: NAMESPACE_URI, value: line(value) });

/** Places of one observation: a property must not be empty, nor hold line breaks. */
const subject = (report: Report, remark: Pick<Remark, "stack" | "object" | "at">) => ({
  "subject-uuid": uuid(report.environment, "object", remark.stack, remark.object),
  type: "inventory-item",
  title: line(remark.object),
  props: [prop("stack", remark.stack), prop("declared-at", positionText(remark.at))],
});

function observation(report: Report, rule: ReportedRule) {
  const open = rule.findings.filter(({ waiver }) => waiver === undefined);
  const said = [...rule.findings, ...rule.undetermined].map(({ object, message }) => `${object}: ${message}`);
  // What was found in order is counted, not listed: findings.json and the page name it.
  const concerned = new Map(
    [...rule.findings, ...rule.undetermined].map((each) => [`${each.stack}\0${each.object}`, each]),
  );
  const subjects = [...concerned.values()].map((each) => subject(report, each));
  return {
    uuid: uuid(report.environment, report.date, "observation", rule.id),
    title: `${rule.id} ${rule.title.fr}`,
    description: rule.why,
    props: [
      prop("rule", rule.id),
      prop("outcome", rule.outcome),
      prop("looked-at", String(rule.looked)),
      prop("open-findings", String(open.length)),
    ],
    methods: ["TEST"],
    ...(subjects.length > 0 ? { subjects } : {}),
    collected: `${report.date}T00:00:00Z`,
    ...(said.length > 0 ? { remarks: said.join("\n") } : {}),
  };
}

/** What a control's rules show together: satisfied only when all passed, and they show the whole of it. */
function findingOf(report: Report, control: Report["controls"][number]) {
  const { id, title, state, reason, rules, document } = control;
  return {
    uuid: uuid(report.environment, report.date, "finding", id),
    title: `${id} ${title}`,
    description: reason,
    props: [prop("state", state), prop("document", document.title)],
    target: {
      type: "objective-id",
      "target-id": token(id),
      status: {
        state: state === "covered" ? "satisfied" : "not-satisfied",
        reason: state === "covered" ? "pass" : state === "failed" ? "fail" : "other",
        remarks: "Aligned with, never compliant: a control of which rules show a part alone is not satisfied by them.",
      },
    },
    "related-observations": rules.map((rule) => ({
      "observation-uuid": uuid(report.environment, report.date, "observation", rule),
    })),
  };
}

function riskOf(report: Report, waiver: ReportedWaiver) {
  const scope = Object.entries(waiver.scope).map(([name, value]) => prop(name, value));
  return {
    uuid: uuid(report.environment, "waiver", waiver.rule, JSON.stringify(waiver.scope)),
    title: `${waiver.rule}: waiver`,
    description: waiver.reason,
    statement: `Residual risk ${waiver.risk} of the homologation; ${waiver.issue}.`,
    props: [prop("owner", waiver.owner), prop("approver", waiver.approver), ...scope],
    status: waiver.faults.length === 0 ? "deviation-approved" : "open",
    deadline: `${waiver.expiresOn}T23:59:59Z`,
    "related-observations": [{ "observation-uuid": uuid(report.environment, report.date, "observation", waiver.rule) }],
  };
}

/**
 * oscal-assessment-results.json (NIST OSCAL): an observation a rule, a finding for each control that rules cite, a risk
 * a waiver. Its instants are the day of the judgement, at midnight, so that the same plan and day give the same bytes.
 */
export function oscal(report: Report): string {
  const judged = new Set(report.rules.map(({ id }) => id));
  const cited = report.controls.filter(({ rules }) => rules.length > 0);
  const risks = report.waivers.filter(({ rule }) => judged.has(rule)).map((waiver) => riskOf(report, waiver));
  const midnight = `${report.date}T00:00:00Z`;
  const document = {
    "assessment-results": {
      uuid: uuid(report.environment, report.date),
      metadata: {
        title: `${report.title}: rules over the plan`,
        "last-modified": midnight,
        version: report.date,
        "oscal-version": OSCAL_VERSION,
        remarks: "A reference footprint: what its environment files call an assumption is nobody's practice.",
      },
      // There is no plan of assessment in OSCAL: the catalogue of rules stands for it.
      "import-ap": { href: "docs/generated/rules.md" },
      results: [
        {
          uuid: uuid(report.environment, report.date, "result"),
          title: report.title,
          description: `${report.rules.length} rules over ${report.counts.objects} objects of ${report.environment}.`,
          start: midnight,
          end: midnight,
          "reviewed-controls": {
            "control-selections": [{ "include-controls": cited.map(({ id }) => ({ "control-id": token(id) })) }],
          },
          observations: report.rules.map((rule) => observation(report, rule)),
          ...(risks.length > 0 ? { risks } : {}),
          findings: cited.map((control) => findingOf(report, control)),
        },
      ],
    },
  };
  return jsonText(document, 1);
}
