import { type Control, type ControlDocument, controlsOf } from "./control";

/** Checks of manifests that readers of other scanners look for. */
export const CHECKOV_DOCUMENT: ControlDocument = {
  key: "CKV",
  title: "Checkov, contrôles de manifestes Kubernetes",
  version: "liste relevée en 2026",
  language: "en",
  source: "github.com/bridgecrewio/checkov",
  scope:
    "Ne lie personne : outil répandu, cité pour qui compare. Les contrôles qui portent sur les manifestes rendus par le plan ; ceux du plan de contrôle, de PodSecurityPolicy et de Helm 2 sont écartés.",
  licence: "Apache-2.0 : numéro et titre seuls.",
};

export const CHECKOV: readonly Control[] = controlsOf(CHECKOV_DOCUMENT, {
  CKV2_K8S_1: {
    title: "RoleBinding should not allow privilege escalation to a ServiceAccount or Node on other RoleBinding",
    coverage: "partly",
    reason: "Aucun Role du plan n'a de droit sur les liaisons (K8S-16). Manquent les rôles des charts d'opérateurs.",
  },
  CKV2_K8S_2: {
    title:
      "Granting `create` permissions to `nodes/proxy` or `pods/exec` sub resources allows potential privilege escalation",
    coverage: "partly",
    reason: "nodes/proxy et pods/exec sont refusés à tout Role (K8S-16). Manquent les rôles des charts d'opérateurs.",
  },
  CKV2_K8S_3: {
    title: "No ServiceAccount/Node should have `impersonate` permissions for groups/users/service-accounts",
    coverage: "partly",
    reason: "impersonate est refusé à tout Role (K8S-16). Manquent les rôles des charts d'opérateurs.",
  },
  CKV2_K8S_4: {
    title:
      "ServiceAccounts and nodes that can modify services/status may set the `status loadBalancer ingress ip` field to exploit",
    coverage: "covered",
    reason: "K8S-16 refuse services/status à tout Role du plan.",
  },
  CKV2_K8S_5: {
    title: "No ServiceAccount/Node should be able to read all secrets",
    coverage: "partly",
    reason: "Aucun Role du plan ne lit tous les Secrets (K8S-15). Manquent les rôles des charts d'opérateurs.",
  },
  CKV2_K8S_6: {
    title: "Minimize the admission of pods which lack an associated NetworkPolicy",
    coverage: "covered",
    reason:
      "Chaque pod est couvert par une politique dans les deux sens (NET-02). Sur le réseau du nœud, les relais d'appel échappent à son effet, sous dérogation.",
  },
  CKV_K8S_8: {
    title: "Liveness Probe Should be Configured",
    coverage: "partly",
    reason:
      "K8S-19 le juge sur chaque Deployment, StatefulSet et DaemonSet, mais admet une sonde de démarrage à la place.",
  },
  CKV_K8S_9: {
    title: "Readiness Probe Should be Configured",
    coverage: "covered",
    reason: "K8S-19 le juge sur chaque Deployment, StatefulSet et DaemonSet.",
  },
  CKV_K8S_10: {
    title: "CPU requests should be set",
    coverage: "covered",
    reason: "K8S-11 le juge sur chaque conteneur de chaque gabarit.",
  },
  CKV_K8S_11: {
    title: "CPU limits should be set",
    coverage: "covered",
    reason: "K8S-11 le juge sur chaque conteneur de chaque gabarit.",
  },
  CKV_K8S_12: {
    title: "Memory requests should be set",
    coverage: "covered",
    reason: "K8S-11 le juge sur chaque conteneur de chaque gabarit.",
  },
  CKV_K8S_13: {
    title: "Memory limits should be set",
    coverage: "covered",
    reason: "K8S-11 le juge sur chaque conteneur de chaque gabarit.",
  },
  CKV_K8S_14: {
    title: "Image Tag should be fixed - not latest or blank",
    coverage: "covered",
    reason: "SUP-01 exige davantage : l'empreinte verrouillée, et non une étiquette.",
  },
  CKV_K8S_15: {
    title: "Image Pull Policy should be Always",
    coverage: "not covered",
    reason:
      "Écarté par choix : l'empreinte (SUP-01) rend le contenu certain, et IfNotPresent laisse démarrer un pod quand le registre est absent. Aucune règle ne juge ce champ.",
  },
  CKV_K8S_16: {
    title: "Container should not be privileged",
    coverage: "covered",
    reason: "K8S-02 le juge sur chaque conteneur, sans dérogation possible.",
  },
  CKV_K8S_17: {
    title: "Containers should not share the host process ID namespace",
    coverage: "covered",
    reason: "K8S-03 le juge sur chaque gabarit. La dérogation des relais d'appel couvre toute la règle.",
  },
  CKV_K8S_18: {
    title: "Containers should not share the host IPC namespace",
    coverage: "covered",
    reason: "K8S-03 le juge sur chaque gabarit. La dérogation des relais d'appel couvre toute la règle.",
  },
  CKV_K8S_19: {
    title: "Containers should not share the host network namespace",
    coverage: "covered",
    reason: "K8S-03 le juge sur chaque gabarit. Les relais d'appel y dérogent.",
  },
  CKV_K8S_20: {
    title: "Containers should not run with allowPrivilegeEscalation",
    coverage: "covered",
    reason: "K8S-04 le juge sur chaque conteneur.",
  },
  CKV_K8S_21: {
    title: "The default namespace should not be used",
    coverage: "covered",
    reason: "K8S-17 le juge sur chaque objet du plan.",
  },
  CKV_K8S_22: {
    title: "Use read-only filesystem for containers where possible",
    coverage: "covered",
    reason: "K8S-10 le juge sur chaque conteneur.",
  },
  CKV_K8S_23: {
    title: "Minimize the admission of root containers",
    coverage: "covered",
    reason: "K8S-05 le juge sur chaque gabarit. Le collecteur de journaux et les relais d'appel y dérogent.",
  },
  CKV_K8S_25: {
    title: "Minimize the admission of containers with added capability",
    coverage: "covered",
    reason: "K8S-06 refuse toute capacité ajoutée. Les relais d'appel y dérogent.",
  },
  CKV_K8S_26: {
    title: "Do not specify hostPort unless absolutely necessary",
    coverage: "covered",
    reason: "K8S-08 le juge sur chaque conteneur.",
  },
  CKV_K8S_27: {
    title: "Do not expose the docker daemon socket to containers",
    coverage: "covered",
    reason:
      "K8S-07 refuse tout répertoire du nœud, donc toute socket de moteur. Le collecteur de journaux y déroge pour deux autres répertoires.",
  },
  CKV_K8S_28: {
    title: "Minimize the admission of containers with the NET_RAW capability",
    coverage: "covered",
    reason: "K8S-06 retire toutes les capacités. Les relais d'appel y dérogent.",
  },
  CKV_K8S_29: {
    title: "Apply security context to your pods and containers",
    coverage: "covered",
    reason: "K8S-05 exige un contexte de sécurité du pod. Le collecteur de journaux et les relais d'appel y dérogent.",
  },
  CKV_K8S_30: {
    title: "Apply security context to your containers",
    coverage: "covered",
    reason: "K8S-04 exige un contexte de sécurité de chaque conteneur.",
  },
  CKV_K8S_31: {
    title: "Ensure that the seccomp profile is set to docker/default or runtime/default",
    coverage: "covered",
    reason: "K8S-09 le juge sur chaque conteneur.",
  },
  CKV_K8S_35: {
    title: "Prefer using secrets as files over secrets as environment variables",
    coverage: "covered",
    reason: "K8S-18 le juge sur chaque conteneur.",
  },
  CKV_K8S_37: {
    title: "Minimize the admission of containers with capabilities assigned",
    coverage: "covered",
    reason: "K8S-06 retire toutes les capacités. Les relais d'appel y dérogent.",
  },
  CKV_K8S_38: {
    title: "Ensure that Service Account Tokens are only mounted where necessary",
    coverage: "covered",
    reason: "K8S-13 n'admet un jeton que là où un Role est lié au compte.",
  },
  CKV_K8S_39: {
    title: "Do not use the CAP_SYS_ADMIN linux capability",
    coverage: "covered",
    reason:
      "K8S-06 refuse toute capacité ajoutée. Les relais d'appel y dérogent, objet entier : leurs capacités sont à relire à chaque changement.",
  },
  CKV_K8S_40: {
    title: "Containers should run as a high UID to avoid host conflict",
    coverage: "not covered",
    reason:
      "K8S-05 exige un identifiant non nul, pas au-dessus de 10 000 : les images ont leurs propres utilisateurs, de 13 à 65534.",
  },
  CKV_K8S_41: {
    title: "Ensure that default service accounts are not actively used",
    coverage: "covered",
    reason: "Aucune charge n'emploie le compte « default » (K8S-13), et il ne porte aucun jeton (K8S-21).",
  },
  CKV_K8S_42: {
    title: "Ensure that default service accounts are not actively used",
    coverage: "covered",
    reason: "K8S-14 refuse une liaison au compte « default ».",
  },
  CKV_K8S_43: {
    title: "Image should use digest",
    coverage: "covered",
    reason: "SUP-01 le juge sur chaque image ; une image de l'exploitant sans empreinte reste indéterminée.",
  },
  CKV_K8S_49: {
    title: "Minimize wildcard use in Roles and ClusterRoles",
    coverage: "partly",
    reason: "Aucun Role du plan n'a de « * » (K8S-14). Manquent les rôles des charts d'opérateurs.",
  },
  CKV_K8S_152: {
    title: "Prevent NGINX Ingress annotation snippets which contain LUA code execution. See CVE-2021-25742",
    coverage: "covered",
    reason: "NET-08 refuse tout extrait de configuration, Lua compris.",
  },
  CKV_K8S_153: {
    title: "Prevent All NGINX Ingress annotation snippets. See CVE-2021-25742",
    coverage: "covered",
    reason: "NET-08 refuse tout extrait de configuration.",
  },
  CKV_K8S_154: {
    title: "Prevent NGINX Ingress annotation snippets which contain alias statements See CVE-2021-25742",
    coverage: "covered",
    reason: "NET-08 refuse tout extrait de configuration, alias compris.",
  },
  CKV_K8S_155: {
    title: "Minimize ClusterRoles that grant control over validating or mutating admission webhook configurations",
    coverage: "partly",
    reason: "K8S-16 le refuse à tout Role et le plan n'a aucun ClusterRole. Manquent ceux des charts d'opérateurs.",
  },
  CKV_K8S_156: {
    title: "Minimize ClusterRoles that grant permissions to approve CertificateSigningRequests",
    coverage: "partly",
    reason: "K8S-16 le refuse à tout Role et le plan n'a aucun ClusterRole. Manquent ceux des charts d'opérateurs.",
  },
  CKV_K8S_157: {
    title: "Minimize Roles and ClusterRoles that grant permissions to bind RoleBindings or ClusterRoleBindings",
    coverage: "partly",
    reason: "K8S-16 le refuse à tout Role. Manquent les rôles des charts d'opérateurs.",
  },
  CKV_K8S_158: {
    title: "Minimize Roles and ClusterRoles that grant permissions to escalate Roles or ClusterRoles",
    coverage: "partly",
    reason: "K8S-16 le refuse à tout Role. Manquent les rôles des charts d'opérateurs.",
  },
});
