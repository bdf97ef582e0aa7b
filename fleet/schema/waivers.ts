import { z } from "zod";
import { checked, date, field, instant, text } from "./field";

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

const review = z.strictObject({
  on: field(date(), { title: "On", description: "Day of the review.", example: "2026-11-25" }),
  by: field(text(), { title: "By", description: "Who reviewed it.", example: "Paul Durand" }),
  outcome: field(text(), {
    title: "Outcome",
    description: "What was found, and what was put right.",
    example: "The digest was corrected the same day.",
  }),
});

const breakGlass = z.strictObject({
  openedAt: field(instant(), {
    title: "Opened at",
    description: "When findings stop holding back the stacks named, for 24 hours.",
    example: "2026-11-24T02:10:00Z",
  }),
  stacks: field(z.array(text()).min(1), {
    title: "Stacks",
    description: "What may be deployed in spite of findings.",
    example: ["prod-finances"],
  }),
  openedBy: field(text(), { title: "Opened by", description: "Who opens it.", example: "Jeanne Martin" }),
  secondedBy: field(text(), {
    title: "Seconded by",
    description: "Who agrees to it; never the same person.",
    example: "Paul Durand",
  }),
  reason: field(text(), {
    title: "Reason",
    description: "What burns.",
    example: "The homeserver of finances is down since 01:50.",
  }),
  issue: field(text(), { title: "Issue", description: "Where the work is followed.", example: "footprint#51" }),
  review: field(review.optional(), {
    title: "Review",
    description: "What was made of it afterwards; due within seven days.",
    example: { on: "2026-11-25", by: "Paul Durand", outcome: "The digest was corrected the same day." },
  }),
});

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
          risk: field(text(), {
            title: "Risk",
            description: "Id of the homologation's residual risk that it belongs to.",
            example: "R1",
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
    breakGlass: field(z.array(breakGlass).default([]), {
      title: "Break-glass",
      description: "Records of the nights when stacks were deployed in spite of findings; none by default.",
      example: [],
    }),
  })
  .meta({ title: "Waivers", description: "Exceptions from the policies of this environment." });

export type WaiversFile = z.output<typeof waiversSchema>;
