import { changeOf, object } from "./objects";

const set = (claims: readonly string[], more: object = {}) =>
  object("StatefulSet", "store", {
    spec: {
      replicas: 3,
      volumeClaimTemplates: claims.map((name) => ({ metadata: { name }, spec: { storageClassName: "a" } })),
      ...more,
    },
  });

test("a StatefulSet with volumes of its own that goes is a loss, whether its volumes stay or not", () => {
  expect(changeOf(set(["data"]), undefined)).toMatchObject({
    stateful: true,
    irreversible: true,
    effect: "nothing reads its volumes (data) any more: its data is lost to what uses it",
  });
  const deletes = { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } };
  expect(changeOf(set(["data"], deletes), undefined).effect).toContain("its volumes are deleted with it");
});

test("a StatefulSet without volumes that goes is none", () => {
  expect(changeOf(set([]), undefined)).toMatchObject({ stateful: false, irreversible: false, effect: undefined });
});

test("a volume that a StatefulSet drops is a loss", () => {
  expect(changeOf(set(["data", "meta"]), set(["data"]))).toMatchObject({
    stateful: true,
    irreversible: true,
    effect: "volumes meta are dropped: what they hold is lost to it",
  });
});

test("fewer pods with volumes: a loss where the volumes go too", () => {
  const scaled = (whenScaled: string) =>
    changeOf(set(["data"]), set(["data"], { replicas: 1, persistentVolumeClaimRetentionPolicy: { whenScaled } }));
  expect(scaled("Retain")).toMatchObject({ irreversible: false, effect: expect.stringContaining("2 of 3 pods go") });
  expect(scaled("Delete")).toMatchObject({ irreversible: true, effect: expect.stringContaining("are deleted") });
  expect(changeOf(set([]), set([], { replicas: 1 })).effect).toBeUndefined();
});

test("another form of its volumes is refused by Kubernetes", () => {
  expect(changeOf(set(["data"]), set(["data", "more"])).effect).toContain("Kubernetes refuses");
});

test.each([
  ["Cluster", { storage: { size: "2Gi" } }, { storage: { size: "1Gi" } }],
  ["Cluster", { walStorage: { size: "1Ti" } }, { walStorage: { size: "1000Gi" } }],
  [
    "PersistentVolumeClaim",
    { resources: { requests: { storage: "10Gi" } } },
    { resources: { requests: { storage: "1Gi" } } },
  ],
])("a %s that shrinks is refused, and one that grows is not", (kind, large, small) => {
  const of = (spec: object) => object(kind, "a", { spec });
  expect(changeOf(of(large), of(small)).effect).toContain("refuses: a volume never shrinks");
  expect(changeOf(of(small), of(large)).effect).toBeUndefined();
});
