import type { Plan } from "../../../plan/plan";
import { at } from "../../../plan/vocabulary";
import { planRule, remarkAtEnvironment, remarkAtStack, subjectAtEnvironment, subjectAtStack } from "../../rule";

/**
 * Domains of providers that answer to a law from outside the European Union, wherever their machines stand (SecNumCloud
 * 19.6; circulaire 6404/SG of 2021). Not all there are: those that a footprint like this one meets.
 */
const FOREIGN = [
  "1password.com",
  "alicdn.com",
  "aliyuncs.com",
  "amazonaws.com",
  "aws.dev",
  "azmk8s.io",
  "azure.com",
  "azure.net",
  "azurecr.io",
  "backblazeb2.com",
  "cloudflare.com",
  "cloudflarestorage.com",
  "datadoghq.com",
  "datadoghq.eu",
  "digitaloceanspaces.com",
  "docker.io",
  "gcr.io",
  "ghcr.io",
  "github.com",
  "gitlab.com",
  "googleapis.com",
  "grafana.net",
  "hashicorp.com",
  "mailgun.org",
  "microsoftonline.com",
  "newrelic.com",
  "office365.com",
  "oraclecloud.com",
  "pkg.dev",
  "quay.io",
  "sendgrid.net",
  "sentry.io",
  "terraform.io",
  "wasabisys.com",
  "windows.net",
];

/** Providers of Terraform's that speak to the cluster and to nobody else. */
const PROVIDERS = ["helm", "kubernetes"];

const isForeign = (host: string) => FOREIGN.some((domain) => host === domain || host.endsWith(`.${domain}`));

/** The host of an address, a registry's reference or a bare name. */
function hostOf(text: string): string {
  return (URL.parse(text)?.hostname || text.split("/")[0] || "").replace(/:\d+$/, "").toLowerCase();
}

/** Everything that the environment has somebody else do, by the host that does it. */
function hosts({ facts }: Plan): { what: string; host: string }[] {
  const { stateBackend, destinations, registry, backup, mediaCopy, monitoring } = facts;
  // What is declared to leave the European Union is SOV-04's.
  const declared = destinations.filter(({ transfer }) => transfer === undefined);
  return [
    { what: "registry", host: hostOf(registry) },
    { what: "backup", host: hostOf(backup.endpoint) },
    { what: "mediaCopy", host: hostOf(mediaCopy.endpoint) },
    { what: "monitoring", host: hostOf(monitoring.runbooks) },
    ...("address" in stateBackend ? [{ what: "stateBackend", host: hostOf(stateBackend.address) }] : []),
    ...declared.map(({ id, host }) => ({ what: `destination ${id}`, host: hostOf(host) })),
  ];
}

export default planRule({
  id: "SOV-01",
  title: {
    fr: "Aucun des fournisseurs extra-européens connus (liste)",
    en: "None of the known providers from outside the European Union (a list)",
  },
  why: "Une région « France » d'un fournisseur étranger reste soumise au droit de son siège : la circulaire 6404/SG réserve ces données aux clouds internes ou qualifiés SecNumCloud.",
  remedy: "Choisissez un service de l'État ou un prestataire qualifié ; pour les notifications mobiles, voyez SOV-04.",
  severity: "critical",
  controls: ["SNC:19.6.a", "SNC:19.2.b", "II901:Article 16"],
  looksAt:
    "the hosts of registry, state, backups, copies, runbooks and every destination that is not declared to leave the Union, and Terraform's providers",
  check: (plan) => {
    const all = hosts(plan);
    const foreign = all
      .filter(({ host }) => isForeign(host))
      .map(({ what, host }) =>
        remarkAtEnvironment(plan, what, "host", `is ${host}, of a provider from outside the European Union.`),
      );
    const providers = plan.terraform.flatMap(({ name, terraform }) =>
      Object.keys(at(terraform, "provider") ?? {}).map((provider) => ({ stack: name, provider })),
    );
    const strange = providers
      .filter(({ provider }) => !PROVIDERS.includes(provider))
      .map(({ stack, provider }) =>
        remarkAtStack(plan, stack, `provider.${provider}`, `uses ${provider}, which is no provider of the cluster's.`),
      );
    return {
      looked: [
        ...all.map(({ what }) => subjectAtEnvironment(plan, what)),
        ...providers.map(({ stack }) => subjectAtStack(plan, stack)),
      ],
      findings: [...foreign, ...strange],
    };
  },
});
