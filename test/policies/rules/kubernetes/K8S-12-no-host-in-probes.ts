import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE, SECOND_INIT } from "../../places";
import { type Mutation, setAt } from "../../rule-case";

export const good = withContainer({ livenessProbe: { httpGet: { path: "/health", port: "client" } } });
export const bad = changed(good, [...CONTAINER, "livenessProbe", "httpGet", "host"], "10.0.0.1");

const METADATA = "169.254.169.254";

export const mutations: readonly Mutation[] = [
  {
    name: "a liveness probe of another host",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "livenessProbe", "httpGet", "host"], METADATA),
  },
  {
    name: "a readiness probe by TCP of another host",
    ...setAt(BORDER.deployment, [...CONTAINER, "readinessProbe", "tcpSocket", "host"], "example.org"),
  },
  {
    name: "a startup probe of another host",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "startupProbe", "httpGet", "host"], "127.0.0.1"),
  },
  {
    name: "a handler before the end",
    ...setAt(BORDER.deployment, [...CONTAINER, "lifecycle"], {
      preStop: { httpGet: { host: METADATA, port: 80, path: "/" } },
    }),
  },
  {
    name: "a handler after the start",
    ...setAt(BORDER.deployment, [...CONTAINER, "lifecycle"], {
      postStart: { tcpSocket: { host: METADATA, port: 80 } },
    }),
  },
  {
    name: "an init container that stays, with a probe",
    ...setAt(JUSTICE.homeserver, [...INIT, "startupProbe"], { httpGet: { host: METADATA, port: 80 } }),
  },
  {
    name: "the second init container",
    ...setAt(JUSTICE.homeserver, [...SECOND_INIT, "livenessProbe"], { tcpSocket: { host: METADATA, port: 80 } }),
  },
];
