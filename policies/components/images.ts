import type { Plan } from "../../plan/plan";
import type { Component } from "./component";

/** Programs of Element's: dual-licensed, mended in the latest release alone. */
const element = (title: string, name: string, licence: string): Component => ({
  title,
  licence: `${licence} OR LicenseRef-Element-Commercial`,
  home: `https://github.com/element-hq/${name}`,
  support: {
    unknown: "no dates are published; only the latest release is mended",
    source: `https://github.com/element-hq/${name}/releases`,
  },
});

const cloudNativePg = (title: string, name: string, licence: string, support: Component["support"]): Component => ({
  title,
  licence,
  home: `https://github.com/cloudnative-pg/${name}`,
  support,
});

const PLUGIN_SUPPORT = {
  unknown: "no support policy is published",
  source: "https://cloudnative-pg.io/plugin-barman-cloud/",
} as const;

/** What each image of images.lock.yaml holds. */
export const IMAGES: Readonly<Record<keyof Plan["facts"]["images"], Component>> = {
  synapse: element("Synapse, with its modules", "synapse", "AGPL-3.0-or-later"),
  authentication: element("Matrix Authentication Service", "matrix-authentication-service", "AGPL-3.0-only"),
  postgres: {
    title: "PostgreSQL",
    licence: "PostgreSQL",
    home: "https://www.postgresql.org/",
    support: {
      ends: {
        13: "2025-11-13",
        14: "2026-11-12",
        15: "2027-11-11",
        16: "2028-11-09",
        17: "2029-11-08",
        18: "2030-11-14",
      },
      source: "https://www.postgresql.org/support/versioning/",
    },
    note: "the image stands on Debian 12, whose long-term support ends on 2028-06-30",
  },
  haproxy: {
    title: "HAProxy",
    licence: "GPL-2.0-or-later",
    home: "https://www.haproxy.org/",
    support: {
      ends: { "2.6": "2027-04-01", "2.8": "2028-04-01", "3.0": "2029-04-01", "3.2": "2030-04-01", "3.4": "2031-04-01" },
      source: "https://www.haproxy.org/",
    },
    note: "the quarter alone is published: the first day of it",
  },
  valkey: {
    title: "Valkey",
    licence: "BSD-3-Clause",
    home: "https://valkey.io/",
    support: {
      ends: { "7.2": "2027-04-16", "8.1": "2028-03-31" },
      source: "https://valkey.io/topics/releases/",
    },
    note: "three years from the first release of a minor version; 8.1.0 came out on 2025-03-31",
  },
  squid: {
    title: "Squid, by Ubuntu",
    licence: "GPL-2.0-or-later",
    home: "https://www.squid-cache.org/",
    support: {
      unknown: "the tag does not say which Ubuntu the image holds, and its digest was not opened",
      source: "https://hub.docker.com/r/ubuntu/squid",
    },
  },
  garage: {
    title: "Garage",
    licence: "AGPL-3.0-only",
    home: "https://garagehq.deuxfleurs.fr/",
    support: {
      unknown: "no support policy is published",
      source: "https://git.deuxfleurs.fr/Deuxfleurs/garage/releases",
    },
  },
  rclone: {
    title: "rclone",
    licence: "MIT",
    home: "https://rclone.org/",
    support: {
      unknown: "no dates are published; only the latest release is mended",
      source: "https://rclone.org/changelog/",
    },
  },
  operator: cloudNativePg("CloudNativePG", "cloudnative-pg", "Apache-2.0", {
    unknown:
      "a minor version is mended until three months after the next one; when 1.31 comes is announced as approximate",
    source: "https://cloudnative-pg.io/docs/current/supported_releases",
  }),
  barmanPlugin: cloudNativePg(
    "CloudNativePG's plugin for backups",
    "plugin-barman-cloud",
    "Apache-2.0",
    PLUGIN_SUPPORT,
  ),
  barmanSidecar: cloudNativePg(
    "The plugin's sidecar, with Barman",
    "plugin-barman-cloud",
    "Apache-2.0 AND GPL-3.0-or-later",
    PLUGIN_SUPPORT,
  ),
  sydent: {
    title: "Sydent, Tchap's branch",
    licence: "Apache-2.0",
    home: "https://github.com/matrix-org/sydent/tree/dinsic",
    support: {
      ends: { dinsic: "2022-04-04" },
      source: "images/identity-server/README.md",
    },
    note: "the day of the branch's last commit: no end was announced, the repository is archived, nobody mends it",
  },
  sygnal: element("Sygnal", "sygnal", "AGPL-3.0-only"),
  coturn: {
    title: "coturn",
    licence: "BSD-3-Clause",
    home: "https://github.com/coturn/coturn",
    support: { unknown: "no support policy is published", source: "https://github.com/coturn/coturn/releases" },
  },
  contentScanner: element("Matrix content scanner", "matrix-content-scanner-python", "AGPL-3.0-only"),
  clamav: {
    title: "ClamAV",
    licence: "GPL-2.0-only",
    home: "https://www.clamav.net/",
    support: {
      unknown:
        "1.5 is no long-term release: it is mended until four months after 1.6, or until 1.7, which have no published days",
      source: "https://docs.clamav.net/faq/faq-eol.html",
    },
  },
  rsyslog: {
    title: "rsyslog, by Debian 12",
    licence: "GPL-3.0-or-later AND LGPL-3.0-or-later AND Apache-2.0",
    home: "https://www.rsyslog.com/",
    support: { ends: { "8.2302": "2028-06-30" }, source: "https://wiki.debian.org/DebianReleases" },
    note: "Debian 12's own security team stopped on 2026-06-10; the day is that of its long-term support",
  },
  blackboxExporter: {
    title: "Prometheus' blackbox exporter",
    licence: "Apache-2.0",
    home: "https://github.com/prometheus/blackbox_exporter",
    support: {
      unknown: "no support policy is published",
      source: "https://github.com/prometheus/blackbox_exporter/releases",
    },
  },
  footprint: {
    title: "This project, on Node 24",
    licence: "EUPL-1.2",
    home: "images/footprint/README.md",
    support: { unknown: "this project promises no dates; Node 24 is mended until 2028-04-30", source: "README.md" },
  },
};
