import { append, remove, set } from "../../change";
import { environment, SHARED } from "../../places";
import { editAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const LOCAL = String.raw`[a-z0-9_+'-]+(?:\.[a-z0-9_+'-]+)*`;
const lead = (hs: string, byInvitation = false) => `: { hs: "${hs}", requires_invite: ${byInvitation} }`;
const domain = (name: string) =>
  String.raw`      - "(?ai:${LOCAL}@${name}\.example)\Z"`.replaceAll("\\", "\\\\") + lead(`agent.${name}.example`);

const info = (...more: readonly string[]) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "identity-server", namespace: "tchap-identity-server" },
  data: {
    "info.yaml": [
      "medium:",
      "  email:",
      "    entries: {}",
      "    patterns:",
      domain("alpha"),
      domain("beta"),
      ...more,
      String.raw`      - "(?s:.*)\\Z"${lead("agent.ext.example", true)}`,
      "",
    ].join("\n"),
  },
});

export const good = smallPlan({ objects: [info()] });
export const bad = smallPlan({ objects: [info(`      - ".*@gamma.example"${lead("agent.alpha.example")}`)] });

const inInfo = (edit: (text: string) => string) => editAt(SHARED.identityServer, ["data", "info.yaml"], edit);
const replaced = (pattern: RegExp, by: string) => inInfo((text) => text.replace(pattern, by));

/** A perimeter's emailDomains in prod's facts. */
function perimeterIndex(plan: Parameters<Mutation["mutate"]>[0], name: string): number {
  return plan.facts.perimeters.findIndex((each) => each.name === name);
}

export const mutations: readonly Mutation[] = [
  { name: "a dot that is any letter", ...replaced(/@justice\\\.gouv\\\.fr/, "@justice.gouv\\.fr") },
  { name: "an end that may go on", ...replaced(/@justice\\\.gouv\\\.fr\)\\Z/, "@justice\\.gouv\\.fr)") },
  { name: "an end before a line break", ...replaced(/@justice\\\.gouv\\\.fr\)\\Z/, "@justice\\.gouv\\.fr)$") },
  { name: "letters of other alphabets", ...replaced(/\(\?ai:([^\n]*@justice)/, "(?i:$1") },
  { name: "anything before the @, another @ too", ...replaced(/\(\?ai:[^\n@]*@justice/, "(?ai:.+@justice") },
  { name: "everything below a domain", ...replaced(/@justice\\\.gouv/, "@(?:.*\\.)?justice\\.gouv") },
  {
    name: "a domain that leads to another ministry",
    ...inInfo((text) =>
      text.replace(/(@justice\\\.gouv\\\.fr\)\\Z:\n\s+hs: )"[^"]*"/, '$1"agent.finances.tchap.gouv.fr"'),
    ),
  },
  {
    name: "a domain that asks its own agents for an invitation",
    ...inInfo((text) => text.replace(/(@justice\\\.gouv\\\.fr\)\\Z:\n[^\n]*\n\s+requires_invite: )false/, "$1true")),
  },
  {
    name: "a domain that nobody declared",
    ...replaced(
      / {6}- \(\?ai:[^\n]*@justice/,
      `      - (?ai:[a-z0-9_+'-]+@gmail\\.com)\\Z:\n          hs: "agent.justice.tchap.gouv.fr"\n          requires_invite: false\n$&`,
    ),
  },
  { name: "a domain that is lacking", ...replaced(/ {6}- \(\?ai:[^\n]*@justice\\\.gouv\\\.fr\)\\Z:\n.*\n.*\n/, "") },
  { name: "a domain twice", ...replaced(/( {6}- \(\?ai:[^\n]*@justice\\\.gouv\\\.fr\)\\Z:\n.*\n.*\n)/, "$1$1") },
  {
    name: "an entry, which one spelling finds",
    ...replaced(
      /entries: \{\}/,
      'entries: { "a@justice.gouv.fr": { hs: "agent.justice.tchap.gouv.fr", requires_invite: false } }',
    ),
  },
  {
    name: "everybody else, without an invitation",
    ...inInfo((text) => text.replace(/(\(\?s:\.\*\)\\Z:\n[^\n]*\n\s+requires_invite: )true/, "$1false")),
  },
  {
    name: "everybody else, to a ministry",
    ...inInfo((text) => text.replace(/(\(\?s:\.\*\)\\Z:\n\s+hs: )"[^"]*"/, '$1"agent.justice.tchap.gouv.fr"')),
  },
  {
    name: "everybody else, first",
    ...replaced(
      /patterns:\n/,
      `patterns:\n      - (?s:.*)\\Z:\n          hs: "agent.externe.tchap.gouv.fr"\n          requires_invite: true\n`,
    ),
  },
  { name: "nothing for everybody else", ...replaced(/ {6}- \(\?s:\.\*\)\\Z:\n.*\n.*\n/, "") },
  {
    name: "a domain that was declared since",
    at: SHARED.identityServer,
    mutate: (plan) =>
      append(
        plan,
        ["facts", "perimeters", perimeterIndex(plan, "justice"), "shards", 0, "emailDomains"],
        "new.justice.gouv.fr",
      ),
  },
  {
    name: "a perimeter that was closed since",
    at: SHARED.identityServer,
    mutate: (plan) => set(plan, ["facts", "perimeters", perimeterIndex(plan, "justice"), "state"], "closed"),
  },
  { name: "no file at all", at: environment("identity-server"), mutate: (plan) => remove(plan, SHARED.identityServer) },
];
