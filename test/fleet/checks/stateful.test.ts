import { rmSync } from "node:fs";
import { afterEdits, type Copy, inCopy, says } from "../copy";

const LOCK = "stateful.lock.yaml";
const DEV01 = "perimeters/dev01.yaml";
const DEV02 = "perimeters/dev02.yaml";

const acknowledge = (copy: Copy, shard: string) =>
  copy.edit(
    LOCK,
    "removed: []",
    `removed:\n  - ▸{ shard: ▸${shard}, reason: Convention ended, owner: "Jeanne Martin", date: 2026-06-30 }`,
  );

/** Place of a shard's record in the lock of dev. */
const record = (copy: Copy, shard: string) => copy.edit(LOCK, `shard: ${shard}`, `▸shard: ${shard}`)[0];

test("a server name is never changed", () => {
  const { errors, places } = afterEdits(
    "dev",
    [LOCK, "shard: dev01", "▸shard: dev01"],
    [DEV01, "serverName: dev01.tchap", "serverName: ▸dev-01.tchap"],
  );
  const [lock, shard] = places;
  expect(errors).toEqual([
    says(
      shard,
      "shards[0].serverName",
      `The serverName of shard dev01 is dev01.tchap.incubateur.net for good (${lock}); here it is dev-01.tchap.incubateur.net.`,
      "Write dev01.tchap.incubateur.net. A new name needs a new shard.",
    ),
  ]);
});

test("a namespace is never changed, said or derived", () => {
  const said = afterEdits("dev", [DEV01, "serverName: dev01", "namespace: ▸tchap-other\n    serverName: dev01"]);
  expect(said.errors).toEqual([
    says(
      said.places[0],
      "shards[0].namespace",
      "The namespace of shard dev01 is tchap-dev01 for good",
      "Write tchap-dev01",
    ),
  ]);
  const derived = afterEdits(
    "dev",
    [LOCK, "namespace: tchap-dev01", "namespace: handed-out-1"],
    [DEV01, "- name: dev01", "- ▸name: dev01"],
  );
  expect(derived.errors).toEqual([
    says(derived.places[0], "shards[0]", "is handed-out-1 for good", "Write handed-out-1."),
  ]);
});

test("a change against the lock is told although another file has other mistakes", () => {
  const { errors, places } = afterEdits(
    "dev",
    [DEV01, "serverName: dev01.tchap", "serverName: ▸dev-01.tchap"],
    [DEV02, "state: active", "state: active\n▸state: active"],
  );
  expect(errors).toEqual([
    says(places[0], "shards[0].serverName", "for good", "Write dev01.tchap.incubateur.net"),
    says(places[1], "state", "This key stands twice", "Keep one"),
  ]);
});

test("a removed perimeter file is refused until its loss is acknowledged", () => {
  inCopy("dev", (copy) => {
    const place = record(copy, "dev02");
    rmSync(copy.path(DEV02));
    expect(copy.told().errors).toEqual([
      says(place, "shards[1]", "The shard dev02 holds data and no perimeter file has it any more.", "under removed:"),
    ]);
    acknowledge(copy, "dev02");
    expect(copy.told().errors).toEqual([]);
    expect(copy.load().fleet.perimeters.map(({ name }) => name)).toEqual(["dev01", "ext01"]);
  });
});

test("a perimeter file with mistakes is not a removed one", () => {
  for (const [from, to, field] of [
    ["perimeter: dev02", "perimeter: dev02\n▸perimeter: dev02", "perimeter"],
    ["name: dev02", "nom: ▸x", "shards[0].name"],
    ["shards:", "▸shard:", "shards"],
  ] as const) {
    const { errors } = afterEdits("dev", [DEV02, from, to]);
    expect(errors.map((each) => each.field)).toContain(field);
    expect(errors.filter((each) => each.place.includes(LOCK))).toEqual([]);
  }
});

test("a shard that is renamed in its file is told twice: what is missing, and whose name it takes", () => {
  const { errors, places } = afterEdits(
    "dev",
    [LOCK, "shard: dev01", "▸shard: dev01"],
    [DEV01, "name: dev01\n    serverName: dev01", "name: dev-one\n    serverName: ▸dev01"],
  );
  const [lock, shard] = places;
  expect(errors).toEqual([
    says(
      shard,
      "shards[0].serverName",
      `The serverName dev01.tchap.incubateur.net belongs to shard dev01 for good (${lock}).`,
      "never used again",
    ),
    says(lock, "shards[0]", "The shard dev01 holds data and no perimeter file has it any more.", "Restore"),
  ]);
});

test("a new shard cannot take the server name or namespace of one that is gone", () => {
  inCopy("dev", (copy) => {
    acknowledge(copy, "dev01");
    const [namespace, serverName] = copy.edit(
      DEV01,
      "name: dev01\n    serverName: dev01",
      "name: dev11\n    namespace: ▸tchap-dev01\n    serverName: ▸dev01",
    );
    expect(copy.told().errors).toEqual([
      says(namespace, "shards[0].namespace", "The namespace tchap-dev01 belongs to shard dev01 for good", "another"),
      says(serverName, "shards[0].serverName", "belongs to shard dev01 for good", "Choose another"),
    ]);
  });
});

test("a closed perimeter is refused until its loss is acknowledged", () => {
  inCopy("dev", (copy) => {
    const [state] = copy.edit(DEV02, "state: active", "state: ▸closed");
    const lock = record(copy, "dev02");
    expect(copy.told().errors).toEqual([
      says(
        state,
        "state",
        `deploying it destroys the data of shard dev02 (${lock}).`,
        "Acknowledge it in environments/dev/stateful.lock.yaml under removed: with shard, reason, owner and date.",
      ),
    ]);
    acknowledge(copy, "dev02");
    expect(copy.told().errors).toEqual([]);
  });
});

test("an acknowledged loss of a perimeter that is not closed is refused at its line", () => {
  inCopy("dev", (copy) => {
    const [line] = acknowledge(copy, "dev02");
    expect(copy.told().errors).toEqual([
      says(
        line,
        "removed[0]",
        "The loss of shard dev02 is acknowledged, and its perimeter is not closed.",
        "state: closed",
      ),
    ]);
  });
});

test("an acknowledgement of a shard that was never recorded is refused", () => {
  inCopy("dev", (copy) => {
    const [, shard] = acknowledge(copy, "dev99");
    expect(copy.told().errors).toEqual([
      says(shard, "removed[0].shard", "No shard dev99 stands under shards.", "Name a recorded shard"),
    ]);
  });
});

test("an acknowledgement says why, who and when", () => {
  const { errors, places } = afterEdits("dev", [
    LOCK,
    "removed: []",
    "removed:\n  - ▸{ shard: dev02, date: ▸2026-02-30 }",
  ]);
  expect(errors).toEqual([
    says(places[0], "removed[0].owner", "This field is missing.", "Jeanne Martin"),
    says(places[0], "removed[0].reason", "This field is missing.", "Add it."),
    says(places[1], "removed[0].date", "2026-02-30 is not a date of the calendar.", "YYYY-MM-DD"),
  ]);
});

test("a shard recorded twice is refused", () => {
  const { errors, places } = afterEdits("dev", [LOCK, "- shard: dev02", "- shard: ▸dev01"]);
  expect(errors).toEqual([says(places[0], "shards[1].shard", "The shard dev01 stands twice.", "Keep one.")]);
});

test("a new shard needs no record yet, and its fleet says so", () => {
  inCopy("dev", (copy) => {
    copy.edit(
      LOCK,
      "  - shard: ext01\n    serverName: ext01.tchap.incubateur.net\n    namespace: tchap-ext01\n    database: postgres\n    mediaVolume: media\n    mediaBucket: media-ext01\n    backupBucket: tchap-dev-ext01\n    signingKey: homeserver-signing-key\n",
      "",
    );
    const shards = copy.load().fleet.perimeters.flatMap((each) => each.shards);
    expect(shards.map(({ name, locked }) => [name, locked])).toEqual([
      ["dev01", true],
      ["dev02", true],
      ["ext01", false],
    ]);
  });
});
