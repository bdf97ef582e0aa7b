/** A requirement of a published document that a rule helps to meet: "aligned with", never "compliant". */
export interface Control {
  readonly document: string;
  readonly title: string;
}

const from = (document: string, titles: Readonly<Record<string, string>>) =>
  Object.entries(titles).map(([id, title]) => [id, { document, title }] as const);

/** Every control that a rule cites, by id; titles as their documents have them. */
export const CONTROLS: ReadonlyMap<string, Control> = new Map([
  ...from("CIS Kubernetes Benchmark 2.0.1", {
    "CIS:5.1.1": "Ensure that the cluster-admin role is only used where required",
    "CIS:5.1.2": "Minimize access to secrets",
    "CIS:5.1.3": "Minimize wildcard use in Roles and ClusterRoles",
    "CIS:5.1.4": "Minimize access to create pods",
    "CIS:5.1.5": "Ensure that default service accounts are not actively used.",
    "CIS:5.1.6": "Ensure that Service Account Tokens are only mounted where necessary",
    "CIS:5.1.7": "Avoid use of system:masters group",
    "CIS:5.1.8": "Limit use of the Bind, Impersonate and Escalate permissions in the Kubernetes cluster",
    "CIS:5.1.10": "Minimize access to the proxy sub-resource of nodes",
    "CIS:5.1.11": "Minimize access to the approval sub-resource of certificatesigningrequests objects",
    "CIS:5.1.12": "Minimize access to webhook configuration objects",
    "CIS:5.1.13": "Minimize access to the service account token creation",
    "CIS:5.2.1": "Ensure that the cluster has at least one active policy control mechanism in place",
    "CIS:5.2.2": "Minimize the admission of privileged containers",
    "CIS:5.2.3": "Minimize the admission of containers wishing to share the host process ID namespace",
    "CIS:5.2.4": "Minimize the admission of containers wishing to share the host IPC namespace",
    "CIS:5.2.5": "Minimize the admission of containers wishing to share the host network namespace",
    "CIS:5.2.6": "Minimize the admission of containers with allowPrivilegeEscalation",
    "CIS:5.2.7": "Minimize the admission of root containers",
    "CIS:5.2.9": "Minimize the admission of containers with capabilities assigned",
    "CIS:5.2.10": "Minimize the admission of Windows HostProcess Containers",
    "CIS:5.2.11": "Minimize the admission of HostPath volumes",
    "CIS:5.2.12": "Minimize the admission of containers which use HostPorts",
    "CIS:5.3.2": "Ensure that all Namespaces have Network Policies defined",
    "CIS:5.4.1": "Prefer using secrets as files over secrets as environment variables",
    "CIS:5.6.2": "Ensure that the seccomp profile is set to docker/default in your pod definitions",
    "CIS:5.6.3": "Apply Security Context to Your Pods and Containers",
    "CIS:5.6.4": "The default namespace should not be used",
  }),
  ...from("Checkov", {
    "CKV:CKV_K8S_8": "Liveness Probe Should be Configured",
    "CKV:CKV_K8S_9": "Readiness Probe Should be Configured",
    "CKV:CKV_K8S_10": "CPU requests should be set",
    "CKV:CKV_K8S_11": "CPU limits should be set",
    "CKV:CKV_K8S_12": "Memory requests should be set",
    "CKV:CKV_K8S_13": "Memory limits should be set",
    "CKV:CKV_K8S_21": "The default namespace should not be used",
    "CKV:CKV_K8S_22": "Use read-only filesystem for containers where possible",
    "CKV:CKV_K8S_43": "Image should use digest",
    "CKV:CKV2_K8S_6": "Minimize the admission of pods which lack an associated NetworkPolicy",
  }),
  ...from("ANSSI SecNumCloud 3.2", {
    "SNC:9.5.b": "Gestion des authentifications des utilisateurs: blocage après des tentatives infructueuses",
    "SNC:9.7.a": "Restriction des accès à l'information: cloisonnement entre commanditaires",
    "SNC:10.1.a": "Chiffrement des données stockées",
    "SNC:10.2.a": "Chiffrement des flux",
    "SNC:10.3.b": "Hachage des mots de passe",
    "SNC:10.5.c": "Gestion des secrets",
    "SNC:12.5.a": "Sauvegarde des informations: sauvegarde quotidienne et restauration",
    "SNC:12.5.b": "Sauvegarde des informations: protection des sauvegardes",
    "SNC:12.5.c": "Sauvegarde des informations: test régulier de la restauration",
    "SNC:12.5.d": "Sauvegarde des informations: localisation",
    "SNC:12.10.a": "Installation de logiciels sur des systèmes en exploitation",
    "SNC:13.2.a": "Cloisonnement des réseaux",
    "SNC:17.4.a": "Disponibilité des moyens de traitement de l'information",
    "SNC:19.2.a": "Localisation des données",
  }),
  ...from("Politique de sécurité des systèmes d'information de l'État", {
    "PSSIE:EXP-DROITS": "Droits d'accès aux ressources",
    "PSSIE:EXP-ID-AUTH": "Identification, authentification et contrôle d'accès logique",
    "PSSIE:EXP-PROT-INF": "Protection des informations sensibles en confidentialité et en intégrité",
    "PSSIE:EXP-QUAL-PASS": "Contrôle systématique de la qualité des mots de passe",
    "PSSIE:INT-HOMOLOG-SSI": "Homologation de sécurité des systèmes d'information",
    "PSSIE:INT-QUOT-SSI": "Mise en œuvre au quotidien de la SSI",
    "PSSIE:INT-REX-HB": "Hébergement",
    "PSSIE:PCA-EXERC": "Exercice régulier du plan local de continuité d'activité des systèmes d'information",
    "PSSIE:PCA-PROC": "Mise en œuvre des dispositifs techniques et des procédures opérationnelles",
    "PSSIE:PCA-PROT": "Protection de la confidentialité des sauvegardes",
    "PSSIE:PCA-SAUVE": "Protection de la disponibilité des sauvegardes",
    "PSSIE:RES-CLOIS": "Cloisonner le SI en sous-réseaux de niveaux de sécurité homogènes",
    "PSSIE:RES-ENTSOR": "Mettre en place un filtrage réseau pour les flux sortants et entrants",
  }),
  ...from("ANSSI, Recommandations de sécurité relatives à TLS", {
    "TLS:R3": "Privilégier TLS 1.3 et accepter TLS 1.2",
    "TLS:R4": "Ne pas utiliser SSL v2, SSL v3, TLS 1.0 et TLS 1.1",
  }),
]);

/** Cited by a rule that no published control asks for; its `why` says the reason. */
export const OWN_RULE = "own";
