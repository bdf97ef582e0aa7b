import { stringify } from "yaml";
import { diffPlans } from "../../plan/diff";
import type { KubernetesObject } from "../../plan/plan";
import { PROCESS_COUNTS_RUNBOOK, takeover } from "../../plan/process-counts";

const WORKERS = {
  server_name: "agent.a.example",
  instance_map: { main: { host: "a", port: 1 }, "events-0": { host: "b", port: 1 } },
  stream_writers: { events: ["events-0"], typing: ["typing-0"], receipts: ["receipts-0"] },
  federation_sender_instances: ["federation-sender-0"],
  pusher_instances: ["pusher-0"],
  media_instance_running_background_jobs: "media-repository-0",
};

const configMap = (settings: object): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "homeserver", namespace: "tchap-a" },
  data: { "homeserver.yaml": stringify(settings) },
});

const asked = (change: object) => takeover(configMap(WORKERS), configMap({ ...WORKERS, ...change }));

test.each([
  ["another events writer", { stream_writers: { ...WORKERS.stream_writers, events: ["events-0", "events-1"] } }],
  ["another federation sender", { federation_sender_instances: ["federation-sender-0", "federation-sender-1"] }],
  ["media served by another process", { media_instance_running_background_jobs: undefined }],
])("%s asks for a stop of all processes", (_, change) => {
  expect(asked(change)).toBe("stop all, then start");
});

test.each([
  [
    "another receipts writer",
    { stream_writers: { ...WORKERS.stream_writers, receipts: ["receipts-0", "receipts-1"] } },
  ],
  ["another pusher", { pusher_instances: ["pusher-0", "pusher-1"] }],
  ["another address", { instance_map: { ...WORKERS.instance_map, main: { host: "c", port: 1 } } }],
])("%s asks for a restart of all", (_, change) => {
  expect(asked(change)).toBe("restart all");
});

test("a monolith that becomes several processes stops first: its volume moves", () => {
  const { server_name } = WORKERS;
  expect(takeover(configMap({ server_name }), configMap(WORKERS))).toBe("stop all, then start");
});

test("other settings ask for nothing of the kind, and neither does a shard that comes or goes", () => {
  expect(asked({ max_upload_size: "50M" })).toBeUndefined();
  expect(takeover(undefined, configMap(WORKERS))).toBeUndefined();
  expect(takeover(configMap(WORKERS), undefined)).toBeUndefined();
});

test("the diff says so, and names the runbook", () => {
  const placed = (settings: object) => [{ stack: "dev-a", release: "a", object: configMap(settings) }];
  const [change] = diffPlans(placed(WORKERS), placed({ ...WORKERS, federation_sender_instances: [] }));
  expect(change?.effect).toContain("stop every process of this homeserver, deploy, then start");
  expect(change?.effect).toContain(PROCESS_COUNTS_RUNBOOK);
});
