import { z } from "zod";
import { checked, date, field, text } from "./field";

const scope = checked(
  z.strictObject({
    perimeter: field(text().optional(), {
      title: "Perimeter",
      description: "Findings of this perimeter's stack.",
      example: "finances",
    }),
    stack: field(text().optional(), {
      title: "Stack",
      description: "Findings of this stack.",
      example: "prod-services",
    }),
    object: field(text().optional(), {
      title: "Object",
      description: "Findings at this object, Kind/namespace/name.",
      example: "StatefulSet/tchap-finances/homeserver",
    }),
  }),
  (value) =>
    value.perimeter || value.stack || value.object
      ? undefined
      : {
          wrong: "The scope is empty.",
          write: "Name at least one of perimeter, stack, object: a waiver is never for everything.",
        },
);

export const waiversSchema = z
  .strictObject({
    waivers: field(
      z.array(
        z.strictObject({
          rule: field(text(), { title: "Rule", description: "Id of the rule.", example: "SUP-01" }),
          scope: field(scope, {
            title: "Scope",
            description: "What it covers, as narrow as can be.",
            example: { perimeter: "finances" },
          }),
          reason: field(text(), {
            title: "Reason",
            description: "Why the finding is accepted.",
            example: "Mirror not ready.",
          }),
          owner: field(text(), { title: "Owner", description: "Who must resolve it.", example: "Jeanne Martin" }),
          approver: field(text(), {
            title: "Approver",
            description: "Who accepted the risk; never the owner.",
            example: "Paul Durand",
          }),
          issue: field(text(), { title: "Issue", description: "Where the work is followed.", example: "footprint#42" }),
          approvedOn: field(date(), { title: "Approved on", description: "First day.", example: "2026-11-01" }),
          expiresOn: field(date(), {
            title: "Expires on",
            description: "Last day, at most 180 days after approval.",
            example: "2027-03-31",
          }),
        }),
      ),
      { title: "Waivers", description: "Dated, owned exceptions from rules; empty for none.", example: [] },
    ),
  })
  .meta({ title: "Waivers", description: "Exceptions from the policies of this environment." });

export type WaiversFile = z.output<typeof waiversSchema>;
