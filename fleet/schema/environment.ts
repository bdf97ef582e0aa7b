import { z } from "zod";
import { push, turn } from "./calls-and-push";
import { certificates } from "./certificates";
import { cluster, network, registry, stateBackend, storageClasses } from "./cluster";
import { domainName } from "./domain-name";
import { checked, date, field, label, text } from "./field";
import { hosting } from "./hosting";
import { mail } from "./mail";
import { antivirus, logs, monitoring } from "./operations";
import { backup, edge, federation, identityProvider, mediaCopy } from "./outside";
import { sourced } from "./parts";
import { escrow, restore } from "./recovery";

const residualRisk = z.strictObject({
  id: field(
    checked(z.string(), (value) =>
      /^R[1-9]\d?$/.test(value)
        ? undefined
        : { wrong: `${JSON.stringify(value)} is no id of a risk.`, write: "Write R and a number, for example R1." },
    ),
    { title: "Id", description: "What waivers name it by.", example: "R1" },
  ),
  risk: field(text(), {
    title: "Risk",
    description: "What was accepted, in a sentence.",
    example: "Relays of calls work on the network of their node.",
  }),
});

const restricted = sourced({
  networkClass: field(z.union([z.literal(1), z.literal(2)]), {
    title: "Class of the network",
    description:
      "1: parted from public networks by filters and relays of the kinds that II 901 names. 2: connected to none, not even indirectly (II 901, article 14 and annexe 2).",
    example: 1,
  }),
  encryption: field(text(), {
    title: "Encryption",
    description: "The means approved by ANSSI (agrément) by which DR information crosses networks of class 0.",
    example: "name and reference of the agrément",
  }),
});

export const environmentSchema = z
  .strictObject({
    environment: field(label(20), {
      title: "Environment",
      description: "Equal to the folder's name.",
      example: "prod",
    }),
    title: field(text(), {
      title: "Title",
      description: "What this environment is, in French.",
      example: "Tchap, production",
    }),
    tier: field(z.enum(["production", "preproduction", "development"]), {
      title: "Tier",
      description:
        "How strict the checks are: production needs three zones, only development may keep its state locally.",
      example: "production",
    }),
    domain: field(domainName(), {
      title: "Domain",
      description: "Every server name is this or below it.",
      example: "tchap.gouv.fr",
    }),
    delivery: field(z.enum(["cluster"]), {
      title: "Delivery",
      description: "`cluster`: `cdktf deploy` applies the plan to a cluster of ours.",
      example: "cluster",
    }),
    cluster: field(cluster, {
      title: "Cluster",
      description: "The Kubernetes cluster.",
      example: { context: "tchap-prod" },
    }),
    network: field(network, {
      title: "Network",
      description: "Address ranges and neighbours.",
      example: { pods: "10.64.0.0/12" },
    }),
    storageClasses,
    registry,
    stateBackend: field(stateBackend, {
      title: "State backend",
      description: "Where Terraform keeps and locks its state; never our own object store.",
      example: { kind: "http", address: "https://gitlab.example/api/v4/projects/1/terraform/state" },
    }),
    edge,
    certificates,
    mail,
    identityProvider,
    federation,
    push,
    turn,
    antivirus,
    logs,
    monitoring,
    backup,
    mediaCopy,
    restore,
    escrow,
    load: field(
      sourced({
        dailyActiveShare: field(z.number().min(0.01).max(1), {
          title: "Daily active share",
          description: "Registered agents active on a workday.",
          unit: "share of registered",
          example: 0.5,
        }),
        messagesPerActiveAndDay: field(z.number().min(0.1).max(100), {
          title: "Messages",
          description: "Messages each daily active agent sends on a workday.",
          unit: "messages per agent and workday",
          example: 1.4,
        }),
        headroom: field(z.number().min(1).max(10), {
          title: "Headroom",
          description:
            "Factor over the declared load that the busiest minutes must carry; volumes hold the declared load itself, since they can grow.",
          unit: "factor",
          example: 2,
        }),
      }),
      {
        title: "Declared load",
        description: "What sizes are derived from.",
        example: { dailyActiveShare: 0.5, messagesPerActiveAndDay: 1.4, headroom: 2 },
      },
    ),
    homologation: field(
      sourced({
        sensitivity: field(z.enum(["NP", "DR"]), {
          title: "Sensitivity",
          description: "NP: non protégé. DR: diffusion restreinte.",
          example: "NP",
        }),
        authority: field(text(), {
          title: "Authority",
          description: "Autorité d'homologation.",
          example: "assumption: directeur de la DINUM",
        }),
        decidedOn: field(date(), { title: "Decided on", description: "Day of the decision.", example: "2026-01-15" }),
        endsOn: field(date(), { title: "Ends on", description: "Last day of validity.", example: "2029-01-14" }),
        residualRisks: field(z.union([z.literal("none yet"), z.array(residualRisk).min(1)]), {
          title: "Residual risks",
          description: "Accepted risks, or `none yet`. Each waiver names the one that it belongs to.",
          example: [{ id: "R1", risk: "Relays of calls work on the network of their node." }],
        }),
        restricted: field(restricted.optional(), {
          title: "Diffusion restreinte",
          description:
            "What II 901 asks beside the decision; for sensitivity DR alone. Default: not declared, which rule HOM-02 objects to under DR.",
          example: { networkClass: 1 },
        }),
      }),
      {
        title: "Homologation",
        description: "The security decision this environment runs under.",
        example: { sensitivity: "NP" },
      },
    ),
    hosting,
    policyReview: field(
      z
        .strictObject({
          unwaivable: field(z.array(text()), {
            title: "Never waived",
            description: "Rules that no waiver may cover here, added to those of the project.",
            example: ["SUP-02"],
          }),
        })
        .optional(),
      {
        title: "Policy review",
        description: "Stricter rules for this environment; default: the project's own list.",
        example: { unwaivable: [] },
      },
    ),
  })
  .meta({
    title: "Environment",
    description: "One environment: where it runs, what it may reach, under which decision.",
  });

export type EnvironmentFile = z.output<typeof environmentSchema>;
