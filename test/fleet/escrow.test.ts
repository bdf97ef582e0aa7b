import { loadFleet } from "../../fleet/load/fleet";
import { PROJECT } from "./copy";

const { fleet } = loadFleet(PROJECT, "prod");

test("every Secret, database, bucket and volume of files stands on the list once, with a place and a reason", () => {
  const ids = fleet.escrowList.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { namespace, name } of fleet.secrets) expect(ids).toContain(`Secret/${namespace}/${name}`);
  for (const { namespace, stateful } of fleet.perimeters.flatMap(({ shards }) => shards)) {
    expect(ids).toContain(`Cluster/${namespace}/${stateful.database}`);
    expect(ids).toContain(`PersistentVolumeClaim/${namespace}/${stateful.mediaVolume}`);
    expect(ids).toContain(`bucket/${stateful.mediaBucket}`);
  }
  for (const { place, why } of fleet.escrowList) expect(Math.min(place.length, why.length)).toBeGreaterThan(0);
});

test("what is in escrow is with the declared custodians", () => {
  const kept = fleet.escrowList.filter((item) => item.id.startsWith("Secret/") && item.kept === "escrow");
  expect(kept.length).toBeGreaterThan(0);
  for (const { place } of kept) for (const custodian of fleet.escrow.custodians) expect(place).toContain(custodian);
});

test("backups and the copy of media are at their stores, and only a backup is called one", () => {
  const place = (id: string) => fleet.escrowList.find((item) => item.id === id)?.place;
  expect(place("Cluster/tchap-culture/postgres")).toContain("tchap-prod-culture of https://s3.backup.tchap.example");
  expect(place("bucket/media-culture")).toContain("https://s3.media-copy.tchap.example");
  const backups = fleet.escrowList.filter(({ kept }) => kept === "backup").map(({ id }) => id);
  const databases = fleet.perimeters
    .flatMap(({ shards }) => shards)
    .map(({ namespace }) => `Cluster/${namespace}/postgres`);
  const bindings = "PersistentVolumeClaim/tchap-identity-server/bindings";
  expect(new Set(backups)).toEqual(new Set([...databases, bindings]));
  expect(place(bindings)).toContain("tchap-prod-identity-server of https://s3.backup.tchap.example");
});
