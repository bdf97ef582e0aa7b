import { type Control, type ControlDocument, controlsOf } from "./control";

/** Section 5 of the benchmark; what restricted Pod Security refuses at admission is said where it adds to a rule. */
export const CIS_KUBERNETES_DOCUMENT: ControlDocument = {
  key: "CIS",
  title: "CIS Kubernetes Benchmark",
  version: "2.0.1",
  language: "en",
  source: "Center for Internet Security, cisecurity.org",
  scope:
    "La section 5 (politiques) seule, toutes ses recommandations ; les sections 1 à 4 relèvent du cluster. Les charts d'opérateurs ne sont pas rendus par le plan : le niveau restreint les tient à l'admission.",
  licence: "Texte non reproduit : numéro et titre seuls.",
};

export const CIS_KUBERNETES: readonly Control[] = controlsOf(CIS_KUBERNETES_DOCUMENT, {
  "5.1.1": {
    title: "Ensure that the cluster-admin role is only used where required",
    coverage: "partly",
    reason:
      "Les liaisons du plan ne donnent qu'un Role du même espace (K8S-14) et aucun rôle du cluster n'y entre. Manquent les rôles que les charts d'opérateurs apportent, hors du plan, et les comptes des personnes.",
  },
  "5.1.2": {
    title: "Minimize access to secrets",
    coverage: "partly",
    reason:
      "Aucun Role du plan ne parcourt les Secrets ni n'en crée (K8S-15). Manquent les rôles des opérateurs et des personnes.",
  },
  "5.1.3": {
    title: "Minimize wildcard use in Roles and ClusterRoles",
    coverage: "partly",
    reason: "Aucun Role du plan n'a de « * » (K8S-14). Manquent les rôles des opérateurs.",
  },
  "5.1.4": {
    title: "Minimize access to create pods",
    coverage: "partly",
    reason:
      "Aucun Role du plan ne crée de pod, sauf dans les espaces de restauration (K8S-16). Manquent les rôles des opérateurs et des personnes.",
  },
  "5.1.5": {
    title: "Ensure that default service accounts are not actively used.",
    coverage: "partly",
    reason:
      "Chaque charge nomme un compte à elle (K8S-13), et le compte « default » de chaque espace du plan ne porte aucun jeton (K8S-21). Manquent : les espaces que le plan ne fait pas.",
  },
  "5.1.6": {
    title: "Ensure that Service Account Tokens are only mounted where necessary",
    coverage: "partly",
    reason:
      "Un jeton n'est monté que là où un Role est lié au compte (K8S-13). Manquent les pods que les opérateurs fabriquent, PostgreSQL compris.",
  },
  "5.1.7": {
    title: "Avoid use of system:masters group",
    coverage: "partly",
    reason:
      "Une liaison du plan ne nomme que des comptes de service, jamais un groupe (K8S-14). Les certificats des personnes relèvent du cluster.",
  },
  "5.1.8": {
    title: "Limit use of the Bind, Impersonate and Escalate permissions in the Kubernetes cluster",
    coverage: "partly",
    reason: "Aucun Role du plan n'a bind, escalate ni impersonate (K8S-16). Manquent les rôles des opérateurs.",
  },
  "5.1.9": {
    title: "Minimize access to create persistent volumes",
    coverage: "partly",
    reason:
      "Un PersistentVolume appartient au cluster : sans rôle de tout le cluster (K8S-14), aucun compte du plan n'en crée, et aucun Role n'en a le droit (K8S-16). Manquent les rôles des opérateurs et des pilotes de stockage.",
  },
  "5.1.10": {
    title: "Minimize access to the proxy sub-resource of nodes",
    coverage: "partly",
    reason: "nodes/proxy est refusé à tout Role (K8S-16). Manquent les rôles des opérateurs et des personnes.",
  },
  "5.1.11": {
    title: "Minimize access to the approval sub-resource of certificatesigningrequests objects",
    coverage: "partly",
    reason:
      "L'approbation de demandes de certificat est refusée à tout Role (K8S-16). Manquent les rôles des opérateurs.",
  },
  "5.1.12": {
    title: "Minimize access to webhook configuration objects",
    coverage: "partly",
    reason:
      "Les configurations de webhook sont refusées à tout Role (K8S-16). Manquent les rôles des opérateurs, qui en tiennent.",
  },
  "5.1.13": {
    title: "Minimize access to the service account token creation",
    coverage: "partly",
    reason: "serviceaccounts/token est refusé à tout Role (K8S-16). Manquent les rôles des opérateurs.",
  },
  "5.2.1": {
    title: "Ensure that the cluster has at least one active policy control mechanism in place",
    coverage: "partly",
    reason:
      "Chaque espace du plan, ceux des opérateurs compris, impose le niveau restreint à une version figée (K8S-01), et nos espaces les politiques d'admission tirées des règles (ADM-01). Deux espaces y échappent sous dérogation : relais d'appel et collecteur de journaux.",
  },
  "5.2.2": {
    title: "Minimize the admission of privileged containers",
    coverage: "covered",
    reason:
      "Jugé sur chaque gabarit du plan, sans dérogation possible (K8S-02). Le niveau restreint le refuse aussi à l'admission (K8S-01), pods des opérateurs compris.",
  },
  "5.2.3": {
    title: "Minimize the admission of containers wishing to share the host process ID namespace",
    coverage: "partly",
    reason:
      "Jugé sur chaque gabarit (K8S-03), et refusé à l'admission par le niveau restreint. La dérogation des relais d'appel, accordée pour le réseau du nœud, couvre toute la règle.",
  },
  "5.2.4": {
    title: "Minimize the admission of containers wishing to share the host IPC namespace",
    coverage: "partly",
    reason:
      "Jugé sur chaque gabarit (K8S-03), et refusé à l'admission par le niveau restreint. La dérogation des relais d'appel, accordée pour le réseau du nœud, couvre toute la règle.",
  },
  "5.2.5": {
    title: "Minimize the admission of containers wishing to share the host network namespace",
    coverage: "partly",
    reason:
      "Jugé sur chaque gabarit (K8S-03), et refusé à l'admission par le niveau restreint. Les relais d'appel ont le réseau de leur nœud, sous dérogation.",
  },
  "5.2.6": {
    title: "Minimize the admission of containers with allowPrivilegeEscalation",
    coverage: "covered",
    reason:
      "Jugé sur chaque gabarit du plan (K8S-04). Le niveau restreint le refuse aussi à l'admission (K8S-01), pods des opérateurs compris.",
  },
  "5.2.7": {
    title: "Minimize the admission of root containers",
    coverage: "partly",
    reason:
      "Jugé sur chaque gabarit (K8S-05), et refusé à l'admission par le niveau restreint. Le collecteur de journaux et le pare-feu des relais sont root, sous dérogation.",
  },
  "5.2.8": {
    title: "Minimize the admission of containers with the NET_RAW capability",
    coverage: "partly",
    reason:
      "K8S-06 retire toutes les capacités, NET_RAW comprise, et le niveau restreint l'exige à l'admission. Les relais d'appel en gardent d'autres, sous dérogation de toute la règle.",
  },
  "5.2.9": {
    title: "Minimize the admission of containers with capabilities assigned",
    coverage: "partly",
    reason:
      "K8S-06 retire toutes les capacités, et le niveau restreint l'exige à l'admission. Les relais d'appel en gardent deux, sous dérogation.",
  },
  "5.2.10": {
    title: "Minimize the admission of Windows HostProcess Containers",
    coverage: "covered",
    reason:
      "Jugé sur chaque gabarit du plan, sans dérogation possible (K8S-02). Le niveau restreint le refuse aussi à l'admission (K8S-01).",
  },
  "5.2.11": {
    title: "Minimize the admission of HostPath volumes",
    coverage: "partly",
    reason:
      "Jugé sur chaque gabarit (K8S-07), et refusé à l'admission par le niveau restreint. Le collecteur de journaux monte deux répertoires du nœud, sous dérogation.",
  },
  "5.2.12": {
    title: "Minimize the admission of containers which use HostPorts",
    coverage: "partly",
    reason:
      "Aucun hostPort (K8S-08), et le niveau restreint le refuse à l'admission. Les relais d'appel, sur le réseau du nœud, y ouvrent des ports sans le dire par ce champ.",
  },
  "5.3.1": {
    title: "Ensure that the CNI in use supports Network Policies",
    coverage: "platform",
    reason: "Le CNI est choisi par le cluster. Sans lui, les politiques jugées ici ne filtrent rien.",
  },
  "5.3.2": {
    title: "Ensure that all Namespaces have Network Policies defined",
    coverage: "covered",
    reason:
      "Chaque espace de noms du plan refuse tout par défaut dans les deux sens (NET-01), et chaque pod est couvert (NET-02). kube-system et les espaces de la plateforme ne sont pas du plan.",
  },
  "5.4.1": {
    title: "Prefer using secrets as files over secrets as environment variables",
    coverage: "partly",
    reason:
      "Aucune variable d'environnement ne lit un Secret (K8S-18), PostgreSQL compris (PG-05), et l'admission le refuse dans nos espaces (ADM-01). Manquent les espaces des opérateurs.",
  },
  "5.4.2": {
    title: "Consider external secret storage",
    coverage: "not covered",
    reason:
      "Les Secrets sont déclarés (SEC-04), séquestrés (ESC-01) et sans valeur dans le plan (SEC-01), mais rien n'y dit quel coffre les remet au cluster.",
  },
  "5.5.1": {
    title: "Configure Image Provenance using ImagePolicyWebhook admission controller",
    coverage: "partly",
    reason:
      "Images du seul registre déclaré (SUP-02), par l'empreinte verrouillée (SUP-01), et l'admission l'exige dans nos espaces (ADM-01). La signature n'est vérifiée que là où l'environnement le déclare (SUP-03) ; sinon l'écart est constaté.",
  },
  "5.6.1": {
    title: "Create administrative boundaries between resources using namespaces",
    coverage: "covered",
    reason:
      "Un espace de noms par serveur, à lui seul (SYN-19), et chaque objet et chaque espace à un seul propriétaire (PLN-02).",
  },
  "5.6.2": {
    title: "Ensure that the seccomp profile is set to docker/default in your pod definitions",
    coverage: "covered",
    reason:
      "Jugé sur chaque gabarit du plan (K8S-09) et sur PostgreSQL (PG-05). Le niveau restreint l'exige aussi à l'admission (K8S-01), pods des opérateurs compris.",
  },
  "5.6.3": {
    title: "Apply Security Context to Your Pods and Containers",
    coverage: "partly",
    reason:
      "Root, capacités, escalade, racine et appels système sont jugés un à un (K8S-04, K8S-05, K8S-06, K8S-10), et PG-05 laisse les contextes de l'opérateur. Exceptions sous dérogation : relais d'appel et collecteur de journaux.",
  },
  "5.6.4": {
    title: "The default namespace should not be used",
    coverage: "covered",
    reason: "Aucun objet du plan n'est dans default ni sans espace de noms (K8S-17).",
  },
});
