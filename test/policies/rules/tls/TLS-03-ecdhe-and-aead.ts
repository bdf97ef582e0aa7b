import { JUSTICE, SHARED } from "../../places";
import { type Mutation, setAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { files, inFile, RELAY, SHIPPING } from "./named";

export const good = smallPlan({ objects: files(SHIPPING, RELAY) });
export const bad = smallPlan({ objects: files(SHIPPING, RELAY.replace("ECDHE-RSA-AES256-GCM-SHA384", "AES256-SHA")) });

const relay = (by: string) => inFile(SHARED.turn, "turn-a-1.conf", /^cipher-list=.*$/m, by);
const collector = (more: string) =>
  inFile(SHARED.collector, "rsyslog.conf", /gnutlsPriorityString="([^"]*)"/, `gnutlsPriorityString="$1:${more}"`);

export const mutations: readonly Mutation[] = [
  { name: "a key exchange by RSA", ...relay("cipher-list=ECDHE-RSA-AES256-GCM-SHA384:AES256-GCM-SHA384") },
  { name: "CBC", ...relay("cipher-list=ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-SHA384") },
  { name: "DHE", ...relay("cipher-list=ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-GCM-SHA384") },
  { name: "a list by a word", ...relay("cipher-list=HIGH") },
  { name: "the library's default", ...relay("") },
  { name: "one suite alone", ...relay("cipher-list=ECDHE-RSA-AES256-GCM-SHA384") },
  { name: "CBC for logs", ...collector("+AES-256-CBC") },
  { name: "a key exchange by RSA for logs", ...collector("+RSA") },
  { name: "SHA-1 for logs", ...collector("+SHA1") },
  {
    name: "a database that takes everything that is strong",
    ...setAt(JUSTICE.postgres, ["spec", "postgresql", "parameters", "ssl_ciphers"], "HIGH:!aNULL"),
  },
];
