import type { ControlEntries } from "../control";

const WORKSTATION = "Poste de travail de l'agent ou de l'administrateur : hors du déploiement.";

const PHONES = "Téléphonie et copieurs : hors du déploiement.";

/** Workstations: chapter 9. */
export const WORKSTATIONS: ControlEntries = {
  "PDT-GEST": {
    title: "Fourniture et gestion des postes des travail",
    extract:
      "Les postes de travail utilisés dans le cadre professionnel sont fournis et gérés par l'équipe locale chargée des SI.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-CONFIG": {
    title: "Formalisation de la configuration des postes des travail",
    extract:
      "Une procédure formalisée de configuration des postes de travail est établie par chaque entité, conformément aux directives nationales existantes.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-VEROUIL-FIXE": {
    title: "Verrouillage de l'unité centrale des postes fixes",
    extract:
      "Lorsque l'unité centrale d'un poste fixe est peu volumineuse, donc susceptible d'être facilement emportée, elle doit être protégée contre le vol par un système d'attache (par exemple un câble antivol).",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-VEROUIL-PORT": {
    title: "Verrouillage des postes portables",
    extract:
      "Un câble physique de sécurité doit être fourni avec chaque poste portable. Les utilisateurs doivent être sensibilisés à son utilisation.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-REAFFECT": {
    title: "Réaffectation du poste de travail",
    extract:
      "Une procédure SSI définit les règles concernant le traitement à appliquer aux informations ayant été stockées ou manipulées sur les postes réaffectés.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-PRIVIL": {
    title: "Privilèges des utilisateurs sur les postes de travail",
    extract:
      "La gestion des privilèges des utilisateurs sur leurs postes de travail doit suivre le principe du « moindre privilège » : chaque utilisateur ne doit disposer que des privilèges nécessaires à la conduite des actions relevant de sa mission.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-PRIV": {
    title: "Utilisation des privilèges d'accès « administrateur »",
    extract:
      "Les privilèges d'accès « administrateur » doivent être utilisés uniquement pour les actions d'administration le nécessitant.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-ADM-LOCAL": {
    title: "Gestion du compte « administrateur local »",
    extract:
      "L'accès au compte « administrateur local » sur les postes de travail doit être strictement limité aux équipes en charge de l'exploitation et du support sur ces postes de travail.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-STOCK": {
    title: "Stockage des informations",
    extract:
      "Dans la mesure du possible, les données traitées par les utilisateurs doivent être stockées sur des espaces réseau, eux-mêmes sauvegardés selon les exigences des entités et en accord avec les règles de sécurité en vigueur.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-SAUV-LOC": {
    title: "Sauvegarde / synchronisation des données locales",
    extract:
      "Dans le cas où des données doivent être stockées en local sur le poste de travail, des moyens de synchronisation ou de sauvegarde doivent être fournis aux utilisateurs.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-PART-FIC": {
    title: "Partage de fichiers",
    extract:
      "Le partage de répertoires ou de données hébergées localement sur les postes de travail n'est pas autorisé.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-SUPPR-PART": {
    title: "Suppression des données sur les postes partagés",
    extract:
      "Les données présentes sur les postes partagés (portable de prêt, par exemple) doivent être supprimées entre deux utilisations, dès lors que les utilisateurs ne disposent pas du même besoin d'en connaître.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-CHIFF-SENS": {
    title: "Chiffrement des données sensibles",
    extract:
      "Une solution de chiffrement labellisée doit être mise à disposition des utilisateurs et des administrateurs afin de chiffrer les données sensibles stockées sur les postes de travail, les serveurs, les espaces de travail, ou les supports amovibles.",
    coverage: "partly",
    reason:
      "Pour les serveurs : volumes sur des classes déclarées chiffrées (SEC-03), sauvegardes chiffrées (BCK-03), état de Terraform chiffré en transit (SOV-03). Manquent : une solution labellisée, et les postes.",
  },
  "PDT-AMOV": {
    title: "Fourniture de supports de stockage amovibles",
    extract:
      "Les supports de stockage amovibles (clés USB et disque durs externes, notamment) doivent être fournis aux utilisateurs par l'équipe locale chargée des SI.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-NOMAD-ACCESS": {
    title: "Accès à distance aux Systèmes d'information de l'entité",
    extract:
      "Les accès à distance aux SI de l'entité (accès dits « nomades ») doivent être réalisés via les infrastructures nationales. Lorsque l'accès à distance utilise d'autres infrastructures, l'usage de réseaux privés virtuels (VPN) de confiance est nécessaire.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-NOMAD-PAREFEU": {
    title: "Pare-feu local",
    extract: "Un pare-feu local conforme aux directives nationales doit être installé sur les postes nomades.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-NOMAD-STOCK": {
    title: "Stockage local d'information sur les postes nomades",
    extract:
      "Le stockage local d'information sur les postes de travail nomades doit être limité au strict nécessaire. Les informations sensibles doivent être obligatoirement chiffrées par un moyen de chiffrement labellisé.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-NOMAD-FILT": {
    title: "Filtre de confidentialité",
    extract:
      "Pour les postes de travail nomades manipulant des données sensibles, un filtre de confidentialité doit être fourni et être positionné sur l'écran dès lors que le poste est utilisé en dehors de l'entité.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-NOMAD-CONNEX": {
    title: "Configuration des interfaces de connexion sans fil",
    extract:
      "La configuration des interfaces de connexion sans fil doit interdire les usages dangereux de ces interfaces.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-NOMAD-DESACTIV": {
    title: "Désactivation des interfaces de connexion sans fil",
    extract:
      "Des règles de configuration des interfaces de connexion sans fil (Wifi, Bluetooth, 3G …), permettant d'interdire les usages non maîtrisés et d'éviter les intrusions via ces interfaces, doivent être définies et appliquées. Les interfaces sans fil ne doivent être activées qu'en cas de besoin.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
  "PDT-MUL-DURCISS": {
    title: "Durcissement des imprimantes et copieurs multifonctions",
    extract:
      "Les imprimantes et copieurs multifonctions hébergés localement dans une entité doivent faire l'objet d'un durcissement en termes de sécurité : changement des mots de passe initialement fixés par le « constructeur », désactivation des interfaces réseau inutiles, suppression des services […]",
    coverage: "organisational",
    reason: PHONES,
  },
  "PDT-MUL-SECNUM": {
    title: "Sécurisation de la fonction de numérisation",
    extract:
      "Lorsqu'elle est activée, la fonction de numérisation sur les copieurs multifonctions hébergés dans une entité doit être sécurisée. Les mesures de sécurité suivantes doivent notamment être appliquées : envoi de documents uniquement à destination d'une adresse de messagerie interne à l'entité, – […]",
    coverage: "organisational",
    reason: PHONES,
  },
  "PDT-TEL-MINIM": {
    title: "Sécuriser la configuration des autocommutateurs",
    extract:
      "Les autocommutateurs doivent être maintenus à jour au niveau des correctifs de sécurité. Leur configuration doit être durcie. La définition et l'affectation des droits d'accès et des privilèges aux utilisateurs (transfert départ-départ, entrée en tiers, interphonie, autorisation de déblocage […]",
    coverage: "organisational",
    reason: PHONES,
  },
  "PDT-TEL-CODES": {
    title: "Codes d'accès téléphoniques",
    extract:
      "Il est nécessaire de sensibiliser les utilisateurs au besoin de modifier le code d'accès de leur téléphone et de leur messagerie vocale.",
    coverage: "organisational",
    reason: PHONES,
  },
  "PDT-TEL-DECT": {
    title: "Limiter l'utilisation du DECT",
    extract:
      "Les communications réalisées au travers du protocole DECT sont susceptibles d'être interceptées, même si les mécanismes d'authentification et de chiffrement que propose ce protocole sont activés. […]",
    coverage: "organisational",
    reason: PHONES,
  },
  "PDT-CONF-VERIF": {
    title: "Utiliser des outils de vérification automatique de la conformité",
    extract:
      "Un outil de vérification régulière de la conformité des éléments de configuration des postes de travail doit être mis en place, afin d'éviter une dérive dans le temps de ces éléments de configuration.",
    coverage: "organisational",
    reason: WORKSTATION,
  },
};
