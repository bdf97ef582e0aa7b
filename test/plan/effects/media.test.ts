import { changeOf, configMap } from "./objects";

const synapse = (bucket: string | undefined, prefix?: string) =>
  configMap({
    "homeserver.yaml": {
      server_name: "a.example",
      media_storage_providers: bucket === undefined ? [] : [{ module: "s3", config: { bucket, prefix } }],
    },
  });

test.each([
  ["another bucket", synapse("media-b"), "media are looked for in media-b/, before in media-a/"],
  ["another prefix", synapse("media-a", "x"), "media are looked for in media-a/x, before in media-a/"],
  ["no bucket", synapse(undefined), "media are no longer in the media store (media-a/)"],
])("%s loses what the former holds", (_, after, effect) => {
  expect(changeOf(synapse("media-a"), after)).toMatchObject({ irreversible: true, effect });
});

test("a first bucket loses nothing", () => {
  expect(changeOf(synapse(undefined), synapse("media-a"))).toMatchObject({ irreversible: false, effect: undefined });
});

const NODES = [
  { host: "a-0", zone: "a", capacityBytes: 100 },
  { host: "b-0", zone: "b", capacityBytes: 100 },
];
const BUCKETS = [
  { bucket: "media-a", quotaBytes: 50 },
  { bucket: "media-b", quotaBytes: 50 },
];
const layout = (nodes: readonly object[], buckets: readonly object[] = BUCKETS) =>
  configMap({ "setup.json": { nodes, buckets } });

test.each([
  ["a node that goes", layout(NODES.slice(0, 1)), "its layout loses b-0", true],
  ["less room", layout([NODES[0] ?? {}, { ...NODES[1], capacityBytes: 99 }]), "its layout shrinks at b-0", true],
  ["another zone", layout([NODES[0] ?? {}, { ...NODES[1], zone: "c" }]), "b-0 change zone", true],
  ["a bucket that goes", layout(NODES, BUCKETS.slice(1)), "nothing declares bucket media-a any more", true],
  [
    "a smaller quota",
    layout(NODES, [BUCKETS[0] ?? {}, { bucket: "media-b", quotaBytes: 1 }]),
    "smaller quota of media-b",
    false,
  ],
])("%s of the media store is told", (_, after, effect, irreversible) => {
  expect(changeOf(layout(NODES), after)).toMatchObject({ effect, irreversible });
});

test("a media store that grows loses nothing", () => {
  const more = [...NODES, { host: "c-0", zone: "c", capacityBytes: 100 }];
  expect(changeOf(layout(NODES), layout(more, [...BUCKETS, { bucket: "media-c", quotaBytes: 1 }]))).toMatchObject({
    irreversible: false,
    effect: undefined,
  });
});
