import { z } from "zod";
import { push, turn } from "./calls-and-push";
import { cluster, network, registry, stateBackend, storageClasses } from "./cluster";
import { domainName } from "./domain-name";
import { date, field, label, text } from "./field";
import { antivirus, logs, monitoring } from "./operations";
import { backup, certificates, edge, federation, identityProvider, mail, mediaCopy } from "./outside";
import { sourced } from "./parts";
import { escrow, restore } from "./recovery";

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
        residualRisks: field(z.union([z.literal("none yet"), z.array(text()).min(1)]), {
          title: "Residual risks",
          description: "Accepted risks, or `none yet`.",
          example: "none yet",
        }),
      }),
      {
        title: "Homologation",
        description: "The security decision this environment runs under.",
        example: { sensitivity: "NP" },
      },
    ),
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
