import { parse } from "smol-toml";
import { at, list } from "../../../plan/vocabulary";
import { garageConfig } from "../../../stacks/media-store/config";
import { zoneValues } from "../../../stacks/media-store/nodes";
import { fleetOf } from "../fleets";

const FLEET = fleetOf("prod");
const ZONES = FLEET.cluster.zones;

function rendered(zone: string) {
  const values = zoneValues(FLEET, zone);
  return { values, config: parse(values.files["garage.toml"] ?? "") };
}

test("every zone's garage.toml reads back as the one typed configuration", () => {
  for (const zone of ZONES) expect(rendered(zone).config).toEqual(JSON.parse(JSON.stringify(garageConfig(FLEET))));
});

test("two of three copies must be on disk before a file counts as written", () => {
  const { config } = rendered(ZONES[0] ?? "");
  expect(config).toMatchObject({
    replication_factor: 3,
    consistency_mode: "consistent",
    metadata_fsync: true,
    data_fsync: true,
  });
});

test("every path that the configuration names is on a volume of the node, or a mounted Secret", () => {
  for (const zone of ZONES) {
    const { values, config } = rendered(zone);
    const [first] = values.nodes;
    const volumes = first?.volumes.map(({ path }) => path) ?? [];
    const secrets = values.secretMounts.flatMap(({ path, keys }) => keys.map((key) => `${path}/${key}`));
    const data = list(config.data_dir).map((each) => String(at(each, "path")));
    // Its tables directly on their volume; files and copies of the tables each in a folder of theirs.
    expect(volumes).toContain(config.metadata_dir);
    const folder = (path: string) => path.slice(0, path.lastIndexOf("/"));
    expect(data.map(folder)).toEqual(volumes.filter((path) => path !== config.metadata_dir));
    expect(data.map(folder)).toContain(folder(String(config.metadata_snapshots_dir)));
    const named = [
      config.rpc_secret_file,
      at(config, "admin", "admin_token_file"),
      at(config, "admin", "metrics_token_file"),
    ];
    expect([...named].sort()).toEqual([...secrets].sort());
  }
});

test("no secret's value stands in the configuration, and metrics ask for a token", () => {
  const { values, config } = rendered(ZONES[0] ?? "");
  expect(values.files["garage.toml"]).not.toMatch(/^(rpc_secret|admin_token|metrics_token) /m);
  expect(at(config, "admin", "metrics_require_token")).toBe(true);
});

test("volumes that grow change no configuration, so that no node restarts for them", () => {
  const { mediaStore } = FLEET;
  const larger = { ...FLEET, mediaStore: { ...mediaStore, volumeGiB: mediaStore.volumeGiB + 10, metadataGiB: 500 } };
  const [was, is] = [FLEET, larger].map((fleet) => zoneValues(fleet, ZONES[0] ?? ""));
  expect(is?.filesChecksum).toBe(was?.filesChecksum);
  expect(is?.nodes).not.toEqual(was?.nodes);
});
