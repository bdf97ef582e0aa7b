import type { KubernetesObject } from "../../../../plan/plan";
import { judge } from "../../../../policies/engine/judge";
import WIR03 from "../../../../policies/rules/wiring/WIR-03-named-hosts-exist";
import { cluster, configMap, deployment } from "../../objects";
import { smallPlan } from "../../small-plan";

const labels = { "app.kubernetes.io/name": "sync" };
const spec = {
  serviceName: "sync",
  replicas: 2,
  template: {
    metadata: { labels },
    spec: { containers: [{ name: "synapse", ports: [{ name: "client", containerPort: 8008 }] }] },
  },
};

/** Two pods behind a headless Service, one Service before a router, and PostgreSQL. */
const OBJECTS: readonly KubernetesObject[] = [
  { apiVersion: "apps/v1", kind: "StatefulSet", metadata: { name: "sync", namespace: "tchap-alpha" }, spec },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "sync", namespace: "tchap-alpha" },
    spec: { clusterIP: "None", selector: labels, ports: [{ name: "client", port: 8008, targetPort: "client" }] },
  },
  deployment({ containers: [{ name: "haproxy", ports: [{ name: "public", containerPort: 8008 }] }] }, "router"),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "router", namespace: "tchap-alpha" },
    spec: {
      selector: { "app.kubernetes.io/name": "router" },
      ports: [{ name: "public", port: 80, targetPort: "public" }],
    },
  },
  cluster({ instances: 3 }),
];

/** How many hosts were found in a file of a shard's, and what was said against them. */
function judged(file: string, text: string) {
  const plan = smallPlan({ objects: [...OBJECTS, configMap({ [file]: text })] });
  const [verdict] = judge(plan, [WIR03], "2026-12-01").verdicts;
  return { looked: verdict?.looked, findings: verdict?.findings.map(({ message }) => message) };
}

describe("what exists, however it is named", () => {
  test.each([
    ["config.yaml", "endpoint: http://router/"],
    ["config.yaml", "endpoint: http://router:80/path"],
    ["config.yaml", "endpoint: http://router.tchap-alpha/"],
    ["config.yaml", "endpoint: http://router.tchap-alpha.svc:80/"],
    ["config.yaml", "uri: postgresql://user:password@postgres-rw:5432/database"],
    ["config.yaml", "database: { host: postgres-ro, port: 5432 }"],
    ["config.yaml", "smtp_host: router\nsmtp_port: 80"],
    ["config.yaml", "host: sync-1.sync\nport: 8008"],
    ["config.yaml", "host: sync-0.sync.tchap-alpha.svc.cluster.local\nport: 8008"],
    ["haproxy.cfg", "backend sync\n  server sync-0 sync-0.sync.tchap-alpha.svc.cluster.local:8008 check"],
    ["haproxy.cfg", "  server-template sync 1-2 sync.tchap-alpha.svc.cluster.local:8008"],
    ["haproxy.cfg", "  server router router:80"],
    ["haproxy.cfg", "  nameserver dns kube-dns.kube-system.svc.cluster.local:53"],
  ])("%s: %s", (file, text) => {
    expect(judged(file, text)).toEqual({ looked: 1, findings: [] });
  });
});

describe("what does not exist", () => {
  test.each([
    ["endpoint: https://router/", "router has no port 443"],
    ["endpoint: http://router:8008/", "router has no port 8008"],
    ["endpoint: http://route/", "there is no Service route in tchap-alpha"],
    ["endpoint: http://router.tchap-beta.svc/", "there is no Service router in tchap-beta"],
    ["endpoint: http://router.tchap-gamma.svc/", "tchap-gamma is no namespace of the plan"],
    ["endpoint: http://router-0.router.tchap-alpha.svc/", "no StatefulSet of router has a pod router-0"],
    ["host: sync-2.sync\nport: 8008", "no StatefulSet of sync has a pod sync-2"],
    ["host: sync\nport: 9093", "sync has no port 9093"],
    ["host: postgres\nport: 5432", "there is no Service postgres in tchap-alpha"],
    ["host: postgres-rw\nport: 5433", "PostgreSQL answers on 5432 only"],
  ])("%s", (text, why) => {
    expect(judged("config.yaml", text)).toMatchObject({ looked: 1, findings: [expect.stringContaining(why)] });
  });
});

describe("what is no host of the cluster", () => {
  test.each([
    ["config.yaml", "public_baseurl: https://matrix.agent.alpha.example/"],
    ["config.yaml", "smtp_host: smtp.example\nsmtp_port: 587"],
    ["config.yaml", "host: 0.0.0.0\nport: 8008"],
    ["config.yaml", "address: localhost\nendpoint: http://localhost:8008/"],
    ["config.yaml", "stream: ext://sys.stdout"],
    ["config.yaml", "# endpoint: http://nobody:80/"],
    ["config.yaml", 'no_proxy: "localhost,127.0.0.1,.svc,.svc.cluster.local"'],
    ["haproxy.cfg", "  default-server check inter 2s\n  bind *:8008\n  http-check send meth GET uri /health"],
  ])("%s: %s", (file, text) => {
    expect(judged(file, text)).toEqual({ looked: 0, findings: [] });
  });
});
