import type { ControlEntries } from "../control";

const MEDIA_END =
  "Vie et fin des supports physiques : relève de l'hébergeur. Les volumes du plan sont sur des classes déclarées chiffrées (SEC-03), ce qui limite l'effet d'un oubli.";

const USER_EQUIPMENT = "Matériel confié aux agents : hors du déploiement.";

/** Operations, data centres excepted: chapter 8, 8.1 to 8.5. */
export const OPERATIONS: ControlEntries = {
  "EXP-PROT-INF": {
    title: "Protection des informations sensibles en confidentialité et en intégrité",
    extract:
      "Des mesures doivent être mises en œuvre afin de garantir la protection des informations sensibles en confidentialité et en intégrité. A défaut d'utilisation d'un réseau homologué, ces informations doivent être chiffrées à l'aide d'un moyen de chiffrement labellisé.",
    coverage: "partly",
    reason:
      "Salons privés chiffrés par défaut (SYN-07), rien d'écrit ne part chez un tiers (SYN-08), volumes sur des classes déclarées chiffrées (SEC-03), sommes de contrôle (PG-06), données gardées (STA-01 à STA-03, ADM-02). Manque : un moyen de chiffrement labellisé, que ni Matrix ni les classes de volume n'attestent.",
  },
  "EXP-TRAC": {
    title: "Traçabilité des interventions sur le système",
    extract:
      "Les interventions de maintenance sur les ressources informatiques de l'entité doivent être tracées par le service informatique, et ces traces doivent être accessibles au correspondant SSI local durant au moins un an.",
    coverage: "platform",
    reason:
      "Les interventions passent par l'API Kubernetes, dont le journal d'audit est tenu par l'opérateur du cluster ; chaque changement du plan est tracé par le dépôt.",
  },
  "EXP-CONFIG": {
    title: "Configuration des ressources informatiques",
    extract:
      "Les systèmes d'exploitation et les logiciels doivent faire l'objet d'un durcissement. Les configurations et mises à jour sont appliquées dans le strict respect des guides ou procédures en vigueur dans l'entité ou, par défaut, en vigueur au niveau central.",
    coverage: "partly",
    reason:
      "Conteneurs durcis (K8S-05, K8S-06, K8S-10), refus répétés à l'admission (ADM-01), configuration de Synapse entièrement jugée (SYN-20). Manquent : systèmes des nœuds et composants du cluster.",
  },
  "EXP-DOC-CONFIG": {
    title: "Documentation des configurations",
    extract:
      "La configuration standard des ressources informatiques doit être documentée et mise à jour à chaque changement notable.",
    coverage: "partly",
    reason:
      "La configuration déployée est celle du plan, entièrement rendue (PLN-01), et Synapse n'en lit pas d'autre (SYN-20) ; ses options sont documentées d'après le code. Manque : celle des nœuds et du cluster.",
  },
  "EXP-ID-AUTH": {
    title: "Identification, authentification et contrôle d'accès logique",
    extract:
      "L'accès à toute ressource non publique doit nécessiter une identification et une authentification individuelle de l'utilisateur. Dans le cas de l'accès à des données sensibles, des moyens d'authentification forte doivent être utilisés. […]",
    coverage: "partly",
    reason:
      "Chaque agent entre par la voie déclarée et par elle seule (SYN-21, AUT-01), sans invité ni inscription libre (SYN-04, SYN-05), chaque adresse menant à un seul serveur (DSC-01, FLT-02), au niveau demandé à ProConnect (AUT-02). Manque : l'authentification forte, que le niveau documenté de ProConnect ne dit pas ; là où un mot de passe subsiste, il est seul facteur.",
  },
  "EXP-DROITS": {
    title: "Droits d'accès aux ressources",
    extract:
      "Après avoir déterminé le niveau de sensibilité, le besoin de diffusion et de partage des ressources, les droits d'accès aux ressources doivent être gérés suivant les principes suivants : besoin d'en connaître (chaque utilisateur n'est autorisé à accéder qu'aux ressources pour lesquelles on lui […]",
    coverage: "partly",
    reason:
      "Les comptes de service n'ont que des droits nommés, sans joker, secret parcouru ni pouvoir sur les droits (K8S-14, K8S-15, K8S-16). Manquent : les droits des personnes, ceux des opérateurs installés par leurs charts, et ceux des salons, que chacun règle.",
  },
  "EXP-PROFILS": {
    title: "Gestion des profils d'accès aux applications",
    extract:
      "Les applications manipulant des données sensibles doivent permettre une gestion fine par profils d'accès. Les principes du besoin d'en connaître et du moindre privilège s'appliquent.",
    coverage: "partly",
    reason:
      "Les externes restent hors des salons restreints et bornés dans ce qu'ils entreprennent, sans exemption (SYN-23) ; l'annuaire des salons est fermé (SYN-11). Manque : les profils d'administration du service, tenus en base.",
  },
  "EXP-PROC-AUTH": {
    title: "Autorisations d'accès des utilisateurs",
    extract:
      "Toute action d'autorisation d'accès d'un utilisateur à une ressource des SI, qu'elle soit locale ou nationale, doit s'inscrire dans le cadre d'un processus d'autorisation formalisé, qui s'appuie sur le processus d'arrivée et de départ du personnel.",
    coverage: "partly",
    reason:
      "Un compte s'ouvre par l'adresse que ProConnect atteste ou sur invitation vérifiée (SYN-21, SYN-04, AUT-01) et finit dans la durée déclarée (SYN-23). Manquent : le processus de l'administration et celui des comptes d'administration.",
  },
  "EXP-REVUE-AUTH": {
    title: "Revue des autorisations d'accès",
    extract:
      "Une revue des autorisations d'accès doit être réalisée annuellement sous le contrôle du RSSI, le cas échéant avec l'appui du correspondant local SSI.",
    coverage: "not covered",
    reason:
      "La revue annuelle est une tâche humaine, mais sa date pourrait être déclarée et jugée ; aucun champ ni aucune règle ne la porte.",
  },
  "EXP-CONF-AUTH": {
    title: "Confidentialité des informations d'authentification",
    extract:
      "Les informations d'authentification (mots de passe d'accès aux SI, clés privées liées aux certificats électroniques, etc.) doivent être considérées comme des données sensibles.",
    coverage: "partly",
    reason:
      "Aucune valeur de secret dans le plan (SEC-01), lecteurs déclarés (SEC-04), fichiers et non variables (K8S-18), aucun rôle qui les parcoure (K8S-15). Manquent : leur chiffrement dans l'API et les sauvegardes de celle-ci, et le coffre d'où ils viennent.",
  },
  "EXP-GEST-PASS": {
    title: "Gestion des mots de passe",
    extract:
      "Les utilisateurs ne doivent pas stocker leurs mots de passe en clair (par exemple dans un fichier) sur leur poste de travail. Les mots de passe ne doivent pas transiter en clair sur les réseaux.",
    coverage: "partly",
    reason:
      "Aucun mot de passe en clair sur les réseaux publics (TLS-01), ni vers PostgreSQL (SYN-17, PG-03). Manquent : Redis, joint en clair dans son espace de noms fermé, et ce que l'agent garde sur son poste.",
  },
  "EXP-INIT-PASS": {
    title: "Initialisation des mots de passe",
    extract:
      "Chaque compte utilisateur doit être créé avec un mot de passe initial aléatoire unique. Si les circonstances l'imposent, un mot de passe plus simple mais à usage unique peut être envisagé.",
    coverage: "partly",
    reason:
      "Aucun mot de passe initial n'est distribué : l'agent vient par ProConnect ou, sur invitation vérifiée, choisit le sien (SYN-04, SYN-18). Manquent : les comptes d'administration, ouverts à la main.",
  },
  "EXP-POL-PASS": {
    title: "Politiques de mots de passe",
    extract:
      "Les règles de gestion et de protection des mots de passe donnant accès aux applications et infrastructures nationales, telles qu'édictées par les maîtrises d'ouvrage nationales, doivent être respectées dans chaque entité. […]",
    coverage: "partly",
    reason:
      "Là où un mot de passe subsiste, longueur, classes de caractères et hachage sont réglés d'après le guide de l'ANSSI (SYN-18). Manquent : comptes d'administration et ressources de la plateforme.",
  },
  "EXP-CERTIFS": {
    title: "Utilisation de certificats électroniques",
    extract: "L'utilisation de certificats électroniques doit respecter les règles édictées par le RGS.",
    coverage: "partly",
    reason:
      "L'autorité des certificats publics est déclarée qualifiée au titre du RGS en production (TLS-08). Manquent : la preuve de cette qualification, et les certificats internes, qui n'en ont pas.",
  },
  "EXP-QUAL-PASS": {
    title: "Contrôle systématique de la qualité des mots de passe",
    extract:
      "Des moyens techniques permettant d'imposer la politique de mots de passe (par exemple pour s'assurer du respect de l'éventuelle obligation relative à l'usage de caractères spéciaux) doivent être mis en place. […]",
    coverage: "partly",
    reason:
      "Synapse impose lui-même la politique, ou n'a pas de mot de passe (SYN-18) ; MAS n'en a aucun (AUT-01). Manquent : les comptes d'administration hors du plan.",
  },
  "EXP-SEQ-ADMIN": {
    title: "Séquestre des authentifiants « administrateur »",
    extract:
      "Les authentifiants permettant l'administration des ressources des SI doivent être placés sous séquestre et tenus à jour, dans un coffre ou une armoire fermée à clé. L'authentifié doit être informé de l'existence de ces opérations de gestion, de leurs finalités et limites. […]",
    coverage: "partly",
    reason:
      "Chaque secret dont dépend une restauration est sur la liste de séquestre, avec son lieu et ses dépositaires (ESC-01). Manquent : le coffre lui-même, et les authentifiants personnels des administrateurs.",
  },
  "EXP-POL-ADMIN": {
    title: "Politique de mots de passe « administrateurs »",
    extract: "Chaque administrateur doit disposer d'un mot de passe propre et destiné à l'administration.",
    coverage: "organisational",
    reason:
      "Comptes et habilitations des administrateurs : gérés hors du déploiement, par l'entité et l'opérateur du cluster.",
  },
  "EXP-DEP-ADMIN": {
    title: "Gestion du départ d'un administrateur des SI",
    extract:
      "En cas de départ d'un administrateur disposant de privilèges sur des composants des SI, les comptes individuels dont il disposait doivent être immédiatement désactivés. […]",
    coverage: "organisational",
    reason:
      "Procédure de départ. La liste des secrets et de leurs lecteurs (SEC-04) dit lesquels changer ; aucun âge maximal n'est déclaré.",
  },
  "EXP-RESTR-DROITS": {
    title: "Restriction des droits",
    extract:
      "Sauf exception dûment motivée et validée par le RSSI, les utilisateurs n'ont pas de droits d'administration.",
    coverage: "partly",
    reason:
      "L'administration n'est sur aucune route publique (NET-07), et MAS ne connaît d'administrateur que le client qui fait expirer les comptes (AUT-01). Manque : la liste des administrateurs de Synapse, tenue en base.",
  },
  "EXP-PROT-ADMIN": {
    title: "Protection des accès aux outils d'administration",
    extract:
      "L'accès aux outils et interfaces d'administration doit être strictement limité aux personnes habilitées, selon une procédure formelle d'autorisation d'accès.",
    coverage: "partly",
    reason:
      "Interfaces d'administration de Synapse, de MAS et du magasin fermées au public, par leurs chemins connus et sous leurs graphies essayées (NET-07), et à tout autre pod que le leur (AUT-01, OBJ-02). Manquent : une liste positive des chemins publics, la procédure d'autorisation, et l'accès à l'API Kubernetes.",
  },
  "EXP-HABILIT-ADMIN": {
    title: "Habilitation des administrateurs",
    extract:
      "L'habilitation des administrateurs s'effectue selon une procédure validée par l'autorité d'homologation. Le nombre de personnes habilitées pour des opérations d'administration doit être connu et validé par l'autorité d'homologation.",
    coverage: "organisational",
    reason:
      "Comptes et habilitations des administrateurs : gérés hors du déploiement, par l'entité et l'opérateur du cluster.",
  },
  "EXP-GEST-ADMIN": {
    title: "Gestion des actions d'administration",
    extract:
      "Les opérations d'administration doivent être tracées de manière à pouvoir gérer au niveau individuel l'imputabilité des actions d'administration.",
    coverage: "not covered",
    reason:
      "Les journaux sont recueillis (LOG-01), mais aucune règle ne vérifie que les actes d'administration y figurent avec leur auteur ; ceux de l'API Kubernetes relèvent de l'opérateur du cluster.",
  },
  "EXP-SEC-FLUXADMIN": {
    title: "Sécurisation des flux d'administration",
    extract:
      "Les opérations d'administration sur les ressources locales d'une entité doivent s'appuyer sur des protocoles sécurisés. Un réseau dédié à l'administration des équipements, ou au moins un réseau logiquement séparé de celui des utilisateurs, doit être utilisé. […]",
    coverage: "partly",
    reason:
      "Aucune administration par le réseau des utilisateurs (NET-07) ; Terraform ne parle qu'au cluster déclaré (TFM-01). Manquent : le réseau d'administration dédié et les postes, qui relèvent de la plateforme et de l'entité.",
  },
  "EXP-CENTRAL": {
    title: "Centraliser la gestion du système d'information",
    extract:
      "Afin de gérer efficacement un grand nombre de postes d'utilisateurs, de serveurs ou d'équipements réseau, les administrateurs doivent utiliser des outils centralisés, permettant l'automatisation de traitements quotidiens et offrant une vue globale et pertinente sur le système d'information.",
    coverage: "partly",
    reason:
      "Un seul outil décrit, juge et déploie tout (PLN-01, PLN-02), avec un état verrouillé par pile (TFM-01). Manquent : postes d'utilisateurs et équipements.",
  },
  "EXP-SECX-DIST": {
    title: "Sécurisation des outils de prise de main à distance",
    extract:
      "La prise de main à distance d'une ressource informatique locale ne doit être réalisable que par les agents autorisés par l'équipe locale chargée des SI, sur les ressources informatiques de leur périmètre. Des mesures de sécurité spécifiques doivent être définies et respectées.",
    coverage: "partly",
    reason:
      "Aucun rôle du plan ne permet d'entrer dans un pod (exec, attach, portforward : K8S-16). Manquent : les droits des personnes sur l'API et les nœuds.",
  },
  "EXP-DOM-POL": {
    title: "Définir une politique de gestion des comptes du domaine",
    extract: "Une politique explicite de gestion des comptes du domaine doit être documentée.",
    coverage: "organisational",
    reason: "Politique des comptes : document de l'entité.",
  },
  "EXP-DOM-PASS": {
    title: "Configurer la stratégie des mots de passe des domaines",
    extract:
      "La politique de gestion des mots de passe doit être conçue de façon à protéger contre les attaques par essais successifs de mots de passe. Une complexité minimale dans le choix des mots de passe doit être imposée aux utilisateurs.",
    coverage: "partly",
    reason:
      "Complexité minimale imposée (SYN-18) et essais successifs ralentis (SYN-15). Manquent : le blocage du compte, et les domaines d'annuaire de l'entité.",
  },
  "EXP-DOM-NOMENCLAT": {
    title: "Définir et appliquer une nomenclature des comptes du domaine",
    extract:
      "La gestion des comptes doit s'appuyer sur une nomenclature adaptée, afin de pouvoir distinguer selon leur usage : comptes d'utilisateur standard, comptes d'administration (domaine, serveurs, postes de travail) et comptes de service.",
    coverage: "partly",
    reason:
      "Chaque charge a un compte de service à son nom (K8S-13). Manquent : les comptes de personnes et d'administration.",
  },
  "EXP-DOM-RESTADMIN": {
    title: "Restreindre au maximum l'appartenance aux groupes d'administration du domaine",
    extract:
      "L'appartenance aux groupes du domaine ADMINISTRATEURS DE L'ENTREPRISE et ADMINISTRATEURS DU DOMAINE n'est nécessaire que dans de très rares cas. […]",
    coverage: "partly",
    reason:
      "Aucune liaison du plan ne donne de rôle de tout le cluster ni de groupe d'administration (K8S-14). Manquent : les personnes, et les rôles qu'apportent les charts d'opérateurs.",
  },
  "EXP-DOM-SERV": {
    title: "Maîtriser l'utilisation des comptes de service",
    extract:
      "Les comptes de service ont la particularité d'avoir généralement leurs mots de passe inscrits en dur dans des applications ou dans des systèmes. Afin de pouvoir être en mesure de changer ces mots de passe en urgence, il est nécessaire de maîtriser leur utilisation.",
    coverage: "partly",
    reason:
      "Chaque secret de service est déclaré avec son propriétaire et ses lecteurs (SEC-04), sans valeur inscrite en dur (SEC-01). Manquent : un âge maximal et une procédure de changement pour chacun.",
  },
  "EXP-DOM-LIMITSERV": {
    title: "Limiter les droits des comptes de service",
    extract:
      "Les comptes de service doivent faire l'objet d'une restriction des droits, en suivant le principe du moindre privilège.",
    coverage: "partly",
    reason:
      "Compte dédié sans jeton inutile (K8S-13), droits bornés (K8S-14, K8S-15, K8S-16), PostgreSQL sans superutilisateur (PG-03). Manquent : les comptes des opérateurs.",
  },
  "EXP-DOM-OBSOLET": {
    title: "Désactiver les comptes du domaine obsolètes",
    extract:
      "Il est nécessaire de désactiver immédiatement, voire de supprimer, les comptes obsolètes, que ce soient des comptes d'utilisateur (administrateur, de service ou utilisateur standard) ou des comptes de machine.",
    coverage: "partly",
    reason:
      "Compte de service ou rôle que rien n'emploie : refusé (WIR-07). Compte d'agent non renouvelé : expiré (SYN-23). Manquent : administrateurs et machines.",
  },
  "EXP-DOM-ADMINLOC": {
    title: "Améliorer la gestion des comptes d'administrateur locaux",
    extract:
      "Afin d'empêcher la ré-utilisation des empreintes d'un compte utilisateur local d'une machine à une autre, il faut soit utiliser des mots de passe différents pour les comptes locaux d'administration, soit interdire la connexion à distance via ces comptes.",
    coverage: "platform",
    reason: "Comptes locaux d'administration des nœuds : relèvent de l'opérateur du cluster.",
  },
  "EXP-MAINT-EXT": {
    title: "Maintenance externe",
    extract:
      "Les données non chiffrées doivent être effacées avant l'envoi en maintenance externe de toute ressource informatique. Les opérations de chiffrement doivent faire appel à des produits qualifiés. […]",
    coverage: "platform",
    reason: MEDIA_END,
  },
  "EXP-MIS-REB": {
    title: "Mise au rebut",
    extract:
      "Lorsqu'une ressource informatique est amenée à quitter définitivement l'entité, les données présentes sur les disques durs ou la mémoire intégrée doivent être effacées de manière sécurisée. […]",
    coverage: "platform",
    reason: MEDIA_END,
  },
  "EXP-PROT-MALV": {
    title: "Protection contre les codes malveillants",
    extract:
      "Des logiciels de protection contre les codes malveillants, appelés communément antivirus, doivent être installés sur l'ensemble des serveurs d'interconnexion, serveurs applicatifs et postes de travail de l'entité. […]",
    coverage: "partly",
    reason:
      "Un fichier n'est rendu qu'entièrement jugé, et refusé dans le doute (SCN-01). Manquent : les nœuds et les postes, l'emploi de produits distincts, et la corrélation de leurs journaux.",
  },
  "EXP-GES-ANTIVIR": {
    title: "Gestion des événements de sécurité de l'antivirus",
    extract:
      "Les événements de sécurité de l'antivirus doivent être remontés sur un serveur national pour analyse statistique et gestion des problèmes a posteriori (exemples: serveur constamment infecté, virus détecté et non éradiqué par l'antivirus, etc.).",
    coverage: "partly",
    reason:
      "Les journaux de l'antivirus partent au puits central avec les autres (LOG-01). Manquent : la remontée au serveur national et l'analyse.",
  },
  "EXP-MAJ-ANTIVIR": {
    title: "Mise à jour de la base de signatures",
    extract:
      "Les mises à jour des bases antivirales et des moteurs d'antivirus doivent être déployées automatiquement sur les serveurs et les postes de travail par un dispositif prescrit par les services centraux.",
    coverage: "not covered",
    reason:
      "Les signatures sont cherchées toutes les heures au miroir déclaré, et une alerte en suit l'âge ; aucune règle ne juge cette configuration.",
  },
  "EXP-NAVIG": {
    title: "Configuration du navigateur Internet",
    extract:
      "Le navigateur déployé par l'équipe locale chargée des SI sur l'ensemble des serveurs et des postes de travail nécessitant un accès Internet ou Intranet doit être configuré de manière sécurisée (désactivation des services inutiles, nettoyage du magasin de certificats, etc.).",
    coverage: "organisational",
    reason: "Navigateurs des postes : hors du déploiement ; aucun serveur du plan n'en a.",
  },
  "EXP-POL-COR": {
    title: "Définir et mettre en œuvre une politique de suivi et d'application des correctifs de sécurité",
    extract:
      "Le maintien dans le temps du niveau de sécurité d'un système d'information impose une gestion organisée et adaptée des mises à jour de sécurité. […]",
    coverage: "organisational",
    reason:
      "Veille et application des correctifs : processus d'exploitation. Le plan fige chaque version par empreinte (SUP-01) et montre ce qu'une mise à jour change ; il ne sait rien d'un correctif paru.",
  },
  "EXP-COR-SEC": {
    title: "Déploiement des correctifs de sécurité",
    extract:
      "Les correctifs de sécurité des ressources informatiques locales doivent être déployés par l'équipe locale chargée des SI en s'appuyant sur les préconisations et outils proposés par les services centraux.",
    coverage: "organisational",
    reason:
      "Veille et application des correctifs : processus d'exploitation. Le plan fige chaque version par empreinte (SUP-01) et montre ce qu'une mise à jour change ; il ne sait rien d'un correctif paru.",
  },
  "EXP-OBSOLET": {
    title: "Assurer la migration des systèmes obsolètes",
    extract:
      "L'ensemble des logiciels utilisés sur le système d'information doit être dans une version pour laquelle l'éditeur assure le support, et tenu à jour. En cas de défaillance du support, il convient d'en étudier l'impact et de prendre les mesures adaptées.",
    coverage: "partly",
    reason:
      "Kubernetes, images et charts sont comparés à la fin de support de leur éditeur (SUP-05) ; une fin passée exige une dérogation datée. Manquent : les projets qui n'en publient pas, les nœuds, et la tenue à jour dans une version maintenue.",
  },
  "EXP-ISOL": {
    title: "Isoler les systèmes obsolètes restants",
    extract:
      "Il est nécessaire d'isoler les systèmes obsolètes, gardés volontairement pour assurer un maintien en condition opérationnelle des projets, et pour lesquels une migration n'est pas envisageable. […]",
    coverage: "not covered",
    reason:
      "Un composant dont le support a pris fin est reconnu (SUP-05) et sa dérogation dit ce qui l'entoure, mais aucune règle ne juge son isolement.",
  },
  "EXP-JOUR-SUR": {
    title: "Journalisation des alertes",
    extract:
      "Chaque système doit disposer de dispositifs de journalisation permettant de conserver une trace des événements de sécurité. Ces traces doivent être conservées de manière sûre.",
    coverage: "partly",
    reason:
      "La sortie de tous les pods part au puits central en TLS, gardée sur disque s'il est absent (LOG-01). Manquent : ce que chaque composant journalise, et la sûreté du puits.",
  },
  "EXP-POL-JOUR": {
    title: "Définir et mettre en œuvre une politique de gestion et d'analyse des journaux de traces",
    extract:
      "Une politique de gestion et d'analyse des journaux de traces des événements de sécurité est définie par le RSSI, validée par l'autorité qualifiée, et mise en œuvre. […]",
    coverage: "organisational",
    reason: "Politique de gestion et d'analyse des journaux : définie par le RSSI, validée par l'autorité qualifiée.",
  },
  "EXP-CONS-JOUR": {
    title: "Conservation des journaux",
    extract:
      "Les journaux des événements de sécurité doivent être conservés sur douze mois glissants, hors contraintes légales et réglementaires particulières imposant des durées de conservation spécifiques.",
    coverage: "partly",
    reason:
      "Plus strict que SecNumCloud 12.6.c (six mois) : douze mois glissants prévalent. La durée déclarée est de douze mois au moins, et rien n'est abandonné en chemin (LOG-01). Manque : la preuve que le puits, hors du plan, tient cette durée.",
  },
  "EXP-GES-DYN": {
    title: "Gestion dynamique de la sécurité",
    extract:
      "L'équipe en charge de la SSI doit procéder, notamment via l'analyse des journaux, à la surveillance des comportements anormaux au sein du système d'information, et à la surveillance des flux d'entrée et de sortie du système d'information.",
    coverage: "partly",
    reason:
      "Les journaux sont réunis (LOG-01), chaque pod qui a des mesures est lu (MON-02), chaque alerte dit sa gravité et sa procédure (MON-01). Manquent : l'analyse des comportements anormaux, et une règle qui exige les alertes de sécurité elles-mêmes.",
  },
  "EXP-MAIT-MAT": {
    title: "Maîtrise des matériels",
    extract:
      "Les postes de travail – y compris dans le cas d'une location – sont fournis à l'utilisateur par l'entité, gérés et configurés sous la responsabilité de l'entité. […]",
    coverage: "organisational",
    reason: USER_EQUIPMENT,
  },
  "EXP-PROT-VOL": {
    title: "Rappel des mesures de protection contre le vol",
    extract:
      "Les postes fixes bénéficient des mesures de protection physique offertes au titre de la directive de sécurité physique de la présente PSSIE. Chaque utilisateur doit veiller à la sécurité des supports amovibles (clés USB et disques amovibles), notamment en les conservant dans un endroit sûr. […]",
    coverage: "organisational",
    reason: USER_EQUIPMENT,
  },
  "EXP-DECLAR-VOL": {
    title: "Déclarer les pertes et vols",
    extract: "Toute perte ou vol d'une ressource d'un système d'information doit être déclarée au RSSI.",
    coverage: "organisational",
    reason: USER_EQUIPMENT,
  },
  "EXP-REAFFECT": {
    title: "Réaffectation de matériels informatiques",
    extract:
      "Une procédure de gestion des postes et supports dans le cadre de départs de personnel ou de réaffectations à de nouveaux utilisateurs doit être mise en place et validée par le RSSI. Elle doit définir les conditions de recours à un effacement des données.",
    coverage: "organisational",
    reason: USER_EQUIPMENT,
  },
  "EXP-NOMAD-SENS": {
    title: "Déclaration des équipements nomades aptes à traiter des informations sensibles",
    extract:
      "L'autorité d'homologation du SI valide les usages possibles des équipements nomades vis-à-vis du traitement des informations sensibles ; les usages non explicitement autorisés sont interdits.",
    coverage: "organisational",
    reason: USER_EQUIPMENT,
  },
  "EXP-ACC-DIST": {
    title: "Accès à distance au système d'information de l'organisme",
    extract:
      "Les utilisateurs distants doivent s'authentifier sur le réseau de l'entité en utilisant une méthode conforme à l'annexe B3 du RGS.",
    coverage: "organisational",
    reason:
      "Accès distant au réseau de l'entité : hors du déploiement, qui n'ouvre qu'un service en ligne (son accès : EXP-ID-AUTH).",
  },
  "EXP-IMP-SENS": {
    title: "Impression des informations sensibles",
    extract:
      "Les impressions d'informations sensibles doivent être effectuées selon une procédure prédéfinie, garantissant le contrôle de l'utilisateur, du déclenchement de l'impression jusqu'à la récupération du support imprimé.",
    coverage: "organisational",
    reason: USER_EQUIPMENT,
  },
  "EXP-IMP-2": {
    title: "Sécurité des imprimantes et copieurs multifonctions",
    extract:
      "Les imprimantes et copieurs multifonctions sont des ressources informatiques à part entière qui doivent être gérées en tant que telles. Elles ne doivent pas pouvoir communiquer avec l'extérieur.",
    coverage: "organisational",
    reason: USER_EQUIPMENT,
  },
};
