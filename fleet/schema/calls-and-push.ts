import { z } from "zod";
import { ipv4 } from "./cidr";
import { domainName } from "./domain-name";
import { checked, field, label, text } from "./field";
import { country, sourced } from "./parts";

const appId = field(
  checked(z.string(), (value) =>
    /^[a-zA-Z0-9][a-zA-Z0-9._-]{2,99}$/.test(value)
      ? undefined
      : { wrong: `${JSON.stringify(value)} is no app id.`, write: "Write the id that the app's pushers name." },
  ),
  { title: "App id", description: "What the app's pushers name, app_id.", example: "fr.gouv.tchap.a" },
);

const appleName = (title: string, description: string) =>
  field(
    checked(z.string(), (value) =>
      /^[A-Z0-9]{10}$/.test(value)
        ? undefined
        : {
            wrong: `${JSON.stringify(value)} is not one.`,
            write: "Write ten capitals and digits, as Apple gives them.",
          },
    ),
    { title, description, example: "ABCDE12345" },
  );

const app = z.discriminatedUnion("kind", [
  z.strictObject({
    id: appId,
    kind: z.literal("apns").meta({ title: "Kind", description: "Apple, by a key.", examples: ["apns"] }),
    keyId: appleName("Key id", "Id of the key that Apple gave out."),
    teamId: appleName("Team id", "Id of the team that the key belongs to."),
    topic: field(text(), { title: "Topic", description: "Bundle id of the app.", example: "fr.gouv.tchap" }),
  }),
  z.strictObject({
    id: appId,
    kind: z.literal("gcm").meta({ title: "Kind", description: "Google, FCM's v1 API.", examples: ["gcm"] }),
    projectId: field(label(30), { title: "Project", description: "Project at Google.", example: "tchap-android" }),
  }),
]);

export const push = field(
  sourced({
    host: field(domainName(), {
      title: "Host",
      description: "Public host of the push gateway: what apps name in their pushers.",
      example: "sygnal.tchap.gouv.fr",
    }),
    transfer: field(text(), {
      title: "Transfer",
      description:
        "On what ground identifiers of devices leave the European Union for Apple and Google (RGPD, chapter V).",
      example: "event ids only, decision of the authority of 2026-01-15",
    }),
    apps: field(z.array(app), {
      title: "Apps",
      description: "Apps that are notified; empty: nobody's telephone rings.",
      example: [{ id: "fr.gouv.tchap.a", kind: "gcm", projectId: "tchap-android" }],
    }),
  }),
  { title: "Push", description: "How telephones ring.", example: { host: "sygnal.tchap.gouv.fr" } },
);

const relay = z.strictObject({
  node: field(label(63), {
    title: "Node",
    description: "Kubernetes node that it runs on, of the pool whose role is `turn`.",
    example: "turn-a",
  }),
  zone: field(label(63), { title: "Zone", description: "Zone of the node.", example: "zone-a" }),
  host: field(domainName(), {
    title: "Host",
    description: "Public name of the relay; its certificate's name.",
    example: "turn-a.tchap.gouv.fr",
  }),
  address: field(ipv4(), {
    title: "Public address",
    description: "Its own public address; no load balancer stands before it.",
    example: "192.0.2.31",
  }),
  nodeAddress: field(ipv4(), {
    title: "Node address",
    description: "The node's address in the node range; the same as the public one where the node carries that itself.",
    example: "10.96.3.11",
  }),
});

export const turn = field(
  sourced({
    realm: field(domainName(), { title: "Realm", description: "Realm of credentials.", example: "turn.tchap.gouv.fr" }),
    relays: field(z.array(relay).min(1), {
      title: "Relays",
      description: "The relays, each on a node of its own.",
      example: [{ node: "turn-a", host: "turn-a.tchap.gouv.fr", address: "192.0.2.31" }],
    }),
    country: country(),
  }),
  {
    title: "TURN",
    description: "How calls between two agents connect where they cannot directly.",
    example: { realm: "turn.tchap.gouv.fr" },
  },
);
