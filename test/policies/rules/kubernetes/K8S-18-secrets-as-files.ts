import { changed } from "../../change";
import { withContainer } from "../../objects";
import { CONTAINER, INIT, JUSTICE } from "../../places";
import { appendAt, type Mutation, setAt } from "../../rule-case";

const FROM_SECRET = { name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: "postgres-app", key: "pgpass" } } };

export const good = withContainer({ env: [{ name: "https_proxy", value: "http://border:3128" }] });
export const bad = changed(good, [...CONTAINER, "env"], [FROM_SECRET]);

export const mutations: readonly Mutation[] = [
  { name: "a password as a variable", ...appendAt(JUSTICE.homeserver, [...CONTAINER, "env"], FROM_SECRET) },
  {
    name: "a whole Secret as variables",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "envFrom"], [{ secretRef: { name: "postgres-app" } }]),
  },
  { name: "in an init container", ...setAt(JUSTICE.homeserver, [...INIT, "env"], [FROM_SECRET]) },
];
