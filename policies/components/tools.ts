import type { Component } from "./component";

const hashicorp = (title: string, home: string, licence = "MPL-2.0"): Component => ({
  title,
  licence,
  home,
  support: {
    unknown: "no days are published for a version: HashiCorp mends the latest ones",
    source: "https://support.hashicorp.com/hc/en-us/articles/360021185113",
  },
});

const CDKTF = {
  ends: { "0": "2025-12-10", "12": "2025-12-10" },
  source: "https://github.com/hashicorp/terraform-cdk",
} as const;

const cdktf = (title: string, home: string): Component => ({
  title,
  licence: "MPL-2.0",
  home,
  support: CDKTF,
  note: "archived by HashiCorp; see below",
});

/** What plans are made and put in place with; nothing of it runs in the cluster. */
export const TOOLS = {
  node: {
    title: "Node.js, at the least",
    licence: "MIT",
    home: "https://nodejs.org/",
    support: {
      ends: { "20": "2026-04-30", "22": "2027-04-30", "24": "2028-04-30" },
      source: "https://github.com/nodejs/Release",
    },
  },
  nodeOfImage: {
    title: "Node.js of the footprint's image",
    licence: "MIT",
    home: "https://nodejs.org/",
    support: {
      ends: { "20": "2026-04-30", "22": "2027-04-30", "24": "2028-04-30" },
      source: "https://github.com/nodejs/Release",
    },
  },
  python: {
    title: "Python of the images of ours",
    licence: "PSF-2.0",
    home: "https://www.python.org/",
    support: { ends: { "3.11": "2027-10-01" }, source: "https://peps.python.org/pep-0664/" },
    note: "the month alone is published: the first day of it",
  },
  helm: {
    title: "Helm, which renders",
    licence: "Apache-2.0",
    home: "https://helm.sh/",
    support: { ends: { "3": "2027-02-10" }, source: "https://helm.sh/blog/helm-v3-end-of-life" },
    note: "of Helm 3 only the latest minor version is mended, and 3.18 is not it: the provider embeds 3.18, and what is judged must be what is installed (docs/decisions/0002)",
  },
  terraform: {
    ...hashicorp("Terraform, or OpenTofu", "https://developer.hashicorp.com/terraform", "BUSL-1.1"),
    note: "whoever deploys chooses the version; OpenTofu is MPL-2.0",
  },
  cdktf: cdktf("cdktf", "https://github.com/hashicorp/terraform-cdk"),
  cdktfCli: cdktf("cdktf-cli", "https://github.com/hashicorp/terraform-cdk"),
  bindingsHelm: cdktf("@cdktf/provider-helm", "https://github.com/cdktf/cdktf-provider-helm"),
  bindingsKubernetes: cdktf("@cdktf/provider-kubernetes", "https://github.com/cdktf/cdktf-provider-kubernetes"),
  providerHelm: hashicorp("Terraform provider hashicorp/helm", "https://github.com/hashicorp/terraform-provider-helm"),
  providerKubernetes: hashicorp(
    "Terraform provider hashicorp/kubernetes",
    "https://github.com/hashicorp/terraform-provider-kubernetes",
  ),
} as const satisfies Record<string, Component>;
