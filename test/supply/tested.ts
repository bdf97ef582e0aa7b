import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestedVersions } from "../../cli/generate-supply-chain";
import { CRDS } from "../cluster/install/crds";
import { VERSIONS } from "../cluster/install/programs";
import { contentScannerVersion } from "../real/install/content-scanner";
import type { PROGRAMS } from "../real/install/debian";
import { VERSION as GARAGE } from "../real/install/garage";
import { SUITE } from "../real/install/packages";

const ROOT = join(__dirname, "..", "..");

/** What test:real takes from the machine's Debian, in the version that Debian then has. */
function debian(name: (typeof PROGRAMS)[number]) {
  return { version: `Debian ${SUITE}'s ${name}`, by: "test:real" };
}

/** The version that a file of Python requirements locks. */
function python(folder: string, name: string) {
  const text = readFileSync(join(ROOT, folder, "requirements.txt"), "utf8");
  const version = new RegExp(`^${name}==(\\S+)`, "m").exec(text)?.[1];
  if (version === undefined) throw new Error(`${folder}/requirements.txt does not lock ${name}.`);
  return { version, by: "test:real" };
}

/** Its kinds are in the cluster, and every object of ours is accepted by them; the program does not run. */
const kinds = ({ version }: { readonly version: string }) => ({ version, by: "test:cluster, its kinds alone" });

const NOT_RUN = { version: undefined, by: "not run: its configuration alone is checked" };

const BARMAN = python("test/real/barman", "barman");
const OPERATOR = { version: VERSIONS.operator, by: "test:cluster" };

/** What runs in tests, as their own code installs it. */
export const TESTED: TestedVersions = {
  platform: { version: VERSIONS.kubernetes, by: "test:cluster" },
  images: {
    synapse: python("images/synapse", "matrix-synapse"),
    authentication: { ...NOT_RUN, by: "not run: a stand-in answers in its place" },
    postgres: debian("postgresql-15"),
    haproxy: debian("haproxy"),
    valkey: debian("redis-server"),
    squid: debian("squid"),
    garage: { version: GARAGE, by: "test:real" },
    rclone: debian("rclone"),
    operator: OPERATOR,
    barmanPlugin: kinds(CRDS.barmanPlugin),
    barmanSidecar: { version: `Barman ${BARMAN.version}`, by: "test:real, without the sidecar" },
    sydent: { ...NOT_RUN, by: "not run by a test: by hand, once (images/identity-server)" },
    sygnal: NOT_RUN,
    coturn: debian("coturn"),
    contentScanner: { version: contentScannerVersion(join(ROOT, "test", "real", "content-scanner")), by: "test:real" },
    clamav: debian("clamav-daemon"),
    // The image is made of the same package.
    rsyslog: { ...debian("rsyslog"), isPinned: true },
    blackboxExporter: debian("prometheus-blackbox-exporter"),
    footprint: { version: "this revision", by: "npm test; the image itself is not built", isPinned: true },
  },
  charts: {
    certManager: kinds(CRDS.certManager),
    operator: { ...NOT_RUN, by: "not fetched: the program and its kinds are tried without the chart" },
    barmanPlugin: { ...NOT_RUN, by: "not fetched: its kinds are tried without the chart" },
  },
};
