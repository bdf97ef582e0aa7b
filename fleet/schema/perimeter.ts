import { z } from "zod";
import { domainName, emailDomain } from "./domain-name";
import { checked, date, email, field, instant, label, source, text, whole } from "./field";

/** 6 million: above the 5.8 million public agents of all three services (DGAFP 2025); more is a typing mistake. */
const MOST_AGENTS = 6_000_000;

/** A number of people. */
export const agentsCount = () => whole(0, MOST_AGENTS);

const agentsFigure = (title: string, description: string, example: number) =>
  field(
    z.strictObject({
      count: field(agentsCount(), { title, description, unit: "agents", example }),
      source: source(),
    }),
    { title, description, example: { count: example, source: "DGAFP annual report 2025" } },
  );

const recovery = z.strictObject({
  archive: field(label(63), {
    title: "Archive",
    description: "Name under which this shard archives from now on; a new one, since an archive has one history.",
    example: "postgres-2",
  }),
  from: field(label(63), {
    title: "From",
    description: "Archive that the database is restored from.",
    example: "postgres",
  }),
  at: field(instant(), {
    title: "At",
    description: "The last instant that is restored, RFC 3339 in UTC.",
    example: "2027-03-09T08:41:00Z",
  }),
  reason: field(text(), { title: "Reason", description: "What happened.", example: "Zone lost, INC-2027-031." }),
});

const lowerCase = (schema: z.ZodType<string>) =>
  checked(schema, (value) =>
    value === value.toLowerCase()
      ? undefined
      : {
          wrong: `${value} has capitals; addresses are compared in lower case.`,
          write: `Write ${value.toLowerCase()}.`,
        },
  );

const shard = z.strictObject({
  name: field(label(30), {
    title: "Shard name",
    description: "Name of the homeserver within the environment; permanent, its namespace and database carry it.",
    example: "finances",
  }),
  serverName: field(domainName(), {
    title: "Matrix server name",
    description: "The part of every Matrix id after the colon; permanent: accounts and rooms are lost with it.",
    example: "agent.finances.tchap.gouv.fr",
  }),
  namespace: field(label(63).optional(), {
    title: "Kubernetes namespace",
    description:
      "Only where a platform hands the namespace out; default `tchap-<name>`, so that its name tells its shard.",
    example: "tchap-finances",
  }),
  emailDomains: field(z.array(emailDomain()), {
    title: "E-mail domains",
    description: "Exact domains whose new accounts this shard takes; each leads to one shard. Empty for externals.",
    example: ["finances.gouv.fr", "dgfip.finances.gouv.fr"],
  }),
  emailDomainsSource: source(),
  emailAddresses: field(z.array(lowerCase(email())).optional(), {
    title: "E-mail addresses",
    description:
      "Single addresses that lead here although their domain leads elsewhere, or nowhere; lower case. Default: none.",
    example: ["mission.temporaire@finances.gouv.fr"],
  }),
  registered: field(agentsCount().optional(), {
    title: "Registered on this shard",
    description:
      "Accounts on this homeserver; due where the perimeter has several, since accounts never move between them.",
    unit: "agents",
    example: 30_000,
  }),
  archive: field(label(63).optional(), {
    title: "Archive",
    description:
      "Name under which its database archives, once it is not the first: after a restore that is complete, or an upgrade to another major version of PostgreSQL. Default: `postgres`, or what `recovery` says.",
    example: "postgres-18",
  }),
  recovery: field(recovery.optional(), {
    title: "Recovery",
    description:
      "How this shard's database comes back from its backups; once it has a base backup of its own, `archive` takes its place, or a lost one would be restored to the same instant again. Default: not restored.",
    example: { archive: "postgres-2", from: "postgres", at: "2027-03-09T08:41:00Z", reason: "INC-2027-031" },
  }),
});

const exemption = z.strictObject({
  from: field(z.enum(["accountExpiry"]), {
    title: "Exempt from",
    description: "The rule of Tchap's service that does not apply.",
    example: "accountExpiry",
  }),
  domains: field(z.array(emailDomain()).min(1).optional(), {
    title: "Only these e-mail domains",
    description: "Domains of this perimeter that are exempt; default: the whole perimeter, the plainest reading.",
    example: ["gendarmerie.interieur.gouv.fr"],
  }),
  reason: field(text(), {
    title: "Reason",
    description: "Why it is exempt.",
    example: "Long missions without network.",
  }),
  source: source(),
});

export const perimeterSchema = z
  .strictObject({
    perimeter: field(label(30), {
      title: "Perimeter",
      description: "Name of the perimeter; equal to the file's name.",
      example: "finances",
    }),
    title: field(text(), {
      title: "Title",
      description: "Full name of the administration or group, in French.",
      example: "Économie, Finances et Souveraineté industrielle, énergétique et numérique",
    }),
    role: field(z.enum(["agents", "externals"]), {
      title: "Role",
      description:
        "`agents`: its e-mail domains open accounts. `externals`: the default for every other address, by invitation only; exactly one in each environment.",
      example: "agents",
    }),
    state: field(z.enum(["active", "notice", "suspended", "closed"]), {
      title: "State",
      description:
        "`active`; `notice`: the two months' notice of its convention runs; `suspended`: cut off at the border; `closed`: its stack holds nothing any more, so that it can be destroyed.",
      example: "active",
    }),
    convention: field(
      z.strictObject({
        reference: field(text(), {
          title: "Reference",
          description: "Reference of the convention de service.",
          example: "FIN-2024-01",
        }),
        signedOn: field(date(), {
          title: "Signed on",
          description: "Day of signature (YYYY-MM-DD).",
          example: "2024-03-01",
        }),
        endsOn: field(date(), {
          title: "Ends on",
          description: "Last day of validity (YYYY-MM-DD).",
          example: "2028-02-29",
        }),
        noticeOn: field(date().optional(), {
          title: "Notice given on",
          description: "Day on which one side gave its two months' notice; due when the state is `notice`.",
          example: "2027-01-15",
        }),
        référent: field(
          z.strictObject({
            name: field(text(), {
              title: "Name",
              description: "Name or function of the référent.",
              example: "Référent Tchap",
            }),
            email: field(email(), {
              title: "E-mail",
              description: "Where the référent is reached.",
              example: "referent-tchap@finances.gouv.fr",
            }),
          }),
          {
            title: "Référent",
            description: "Who answers for the e-mail domains and the first-level support of this perimeter.",
            example: { name: "Référent Tchap", email: "referent-tchap@finances.gouv.fr" },
          },
        ),
        source: source(),
      }),
      {
        title: "Convention",
        description: "The convention de service that this perimeter signed.",
        example: { reference: "FIN-2024-01", signedOn: "2024-03-01", endsOn: "2028-02-29" },
      },
    ),
    agents: field(
      z.strictObject({
        registered: agentsFigure("Registered agents", "Accounts that exist; sizes are derived from it.", 45_000),
        potential: agentsFigure("Potential agents", "Agents who could have an account.", 127_000),
      }),
      {
        title: "Agents",
        description: "How many people the perimeter has, each figure with its source.",
        example: {
          registered: { count: 45_000, source: "assumption" },
          potential: { count: 127_000, source: "PLF 2026" },
        },
      },
    ),
    shards: field(z.array(shard).min(1), {
      title: "Shards",
      description: "The perimeter's homeservers: one, or more where one cannot carry the load.",
      example: [{ name: "finances", serverName: "agent.finances.tchap.gouv.fr", emailDomains: ["finances.gouv.fr"] }],
    }),
    features: field(
      z.strictObject({
        groupCalls: field(z.boolean(), {
          title: "Group calls",
          description:
            "Element Call for groups; 14 of the 17 production shards have it (public client configurations).",
          example: true,
        }),
        accountExpiryMonths: field(whole(1, 60), {
          title: "Account expiry",
          description: "Life of an account without renewal; 13 in production (public notes on Tchap's policy).",
          unit: "months",
          example: 13,
        }),
        signIn: field(z.enum(["mas", "oidc", "password"]), {
          title: "Sign-in",
          description:
            "`mas`: ProConnect, through Matrix Authentication Service. `oidc`: ProConnect, through Synapse itself. `password`: Synapse's own accounts by invitation, for people without ProConnect.",
          example: "oidc",
        }),
      }),
      {
        title: "Features",
        description: "What this perimeter's agents have.",
        example: { groupCalls: true, accountExpiryMonths: 13, signIn: "oidc" },
      },
    ),
    exemptions: field(z.array(exemption), {
      title: "Exemptions",
      description: "Rules of the service that do not apply to this perimeter, each with its reason; empty for none.",
      example: [],
    }),
  })
  .meta({
    title: "Perimeter",
    description: "One administration or group: its convention, its people and its homeservers.",
  });

export type PerimeterFile = z.output<typeof perimeterSchema>;
