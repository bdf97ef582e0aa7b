import type { Plan } from "../../plan/plan";
import type { Component } from "./component";
import { IMAGES } from "./images";

/** The cluster's own version, which environment.yaml declares. */
export const KUBERNETES: Component = {
  title: "Kubernetes",
  licence: "Apache-2.0",
  home: "https://kubernetes.io/",
  support: {
    ends: {
      "1.33": "2026-06-28",
      "1.34": "2026-10-27",
      "1.35": "2027-02-28",
      "1.36": "2027-06-28",
      "1.37": "2027-10-28",
    },
    source: "https://kubernetes.io/releases/",
  },
  note: "days of the project's own releases; a provider of clusters may mend its own for longer, and then says until when",
};

/** What each chart of images.lock.yaml installs: a chart is mended as long as what it installs. */
export const CHARTS: Readonly<Record<keyof Plan["facts"]["charts"], Component>> = {
  certManager: {
    title: "cert-manager",
    licence: "Apache-2.0",
    home: "https://cert-manager.io/",
    support: {
      unknown: "1.21 is mended until 1.23 comes, which has no published day",
      source: "https://cert-manager.io/docs/releases/",
    },
  },
  operator: { ...IMAGES.operator, home: "https://github.com/cloudnative-pg/charts" },
  barmanPlugin: { ...IMAGES.barmanPlugin, home: "https://github.com/cloudnative-pg/charts" },
};
