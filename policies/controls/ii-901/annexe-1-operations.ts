import type { RestatedEntries } from "../control";

/** Operations, as entities outside of the State have them. */
export const ANNEXE_1_OPERATIONS: RestatedEntries = {
  "EXP-PROT-INF": {
    title: "Protection des informations sensibles en confidentialité et en intégrité",
    extract:
      "Des mesures doivent être mises en œuvre afin de garantir la protection des informations sensibles en termes de confidentialité et d'intégrité. A défaut d'utilisation d'un réseau homologué, ces informations doivent être chiffrées à l'aide d'un moyen de chiffrement labellisé.",
  },
  "EXP-TRAC": {
    title: "Traçabilité des interventions sur le système",
    extract:
      "Les interventions de maintenance sur les ressources informatiques de l'entité doivent être tracées par le service informatique. Les traces doivent être accessibles au correspondant local de la SSI durant au moins un an.",
  },
  "EXP-CONFIG": {
    title: "Configuration des ressources informatiques",
    extract:
      "Les systèmes d'exploitation et les logiciels doivent faire l'objet d'un durcissement. Les configurations et les mises à jour sont effectuées dans le strict respect des guides ou des procédures en vigueur dans l'entité ou, à défaut, en vigueur au niveau central.",
  },
  "EXP-DOC-CONFIG": {
    title: "Documentation des configurations",
    extract:
      "La configuration standard des ressources informatiques doit être documentée et mise à jour à chaque changement notable.",
  },
  "EXP-ID-AUTH": {
    title: "Identification, authentification et contrôle d'accès logique",
    extract:
      "L'accès à toute ressource non publique doit nécessiter une identification et une authentification individuelle de l'utilisateur. Dans le cas de l'accès à des données sensibles, des moyens d'authentification forte doivent être utilisés. […]",
  },
  "EXP-DROITS": {
    title: "Droits d'accès aux ressources",
    extract:
      "Après avoir déterminé le niveau de sensibilité, le besoin de diffusion et de partage des ressources, les droits d'accès aux ressources doivent être gérés suivant les principes suivants : besoin d'en connaître (chaque utilisateur n'est autorisé à accéder qu'aux ressources pour lesquelles on lui […]",
  },
  "EXP-PROFILS": {
    title: "Gestion des profils d'accès aux applications",
    extract:
      "Les applications manipulant des données sensibles doivent permettre une gestion fine par profils d'accès. Les principes du besoin d'en connaître et du moindre privilège s'appliquent.",
  },
  "EXP-PROC-AUTH": {
    title: "Autorisations d'accès des utilisateurs",
    extract:
      "Toute action d'autorisation d'accès d'un utilisateur à une ressource des SI, qu'elle soit locale ou nationale, doit s'inscrire dans le cadre d'un processus d'autorisation formalisé, qui s'appuie sur le processus d'arrivée et de départ du personnel.",
  },
  "EXP-REVUE-AUTH": {
    title: "Revue des autorisations d'accès",
    extract:
      "Une revue des autorisations d'accès doit être réalisée annuellement sous le contrôle du RSSI, le cas échéant avec l'appui du correspondant local de la SSI.",
  },
  "EXP-CONF-AUTH": {
    title: "Confidentialité des informations d'authentification",
    extract:
      "Les informations d'authentification (mots de passe d'accès aux SI, clés privées liées aux certificats électroniques, etc.) doivent être considérées comme des données sensibles.",
  },
  "EXP-GEST-PASS": {
    title: "Gestion des mots de passe",
    extract:
      "Les utilisateurs ne doivent pas stocker leurs mots de passe en clair, par exemple dans un fichier, sur leur poste de travail. Les mots de passe ne doivent pas transiter en clair sur les réseaux.",
  },
  "EXP-INIT-PASS": {
    title: "Initialisation des mots de passe",
    extract:
      "Chaque compte utilisateur doit être créé avec un mot de passe initial aléatoire unique. Si les circonstances l'imposent, un mot de passe plus simple mais à usage unique peut être envisagé.",
  },
  "EXP-POL-PASS": {
    title: "Politiques de mots de passe",
    extract: "Les règles de gestion et de protection des mots de passe suivent les recommandations de l'ANSSI.",
  },
  "EXP-CERTIFS": {
    title: "Utilisation de certificats électroniques",
    extract:
      "Les autorités administratives au sens de l'ordonnance n° 2005-1516 du 8 décembre 2005 appliquent les règles du référentiel général de sécurité pour les certificats électroniques. Les autres entités s'inspirent de ces règles.",
  },
  "EXP-QUAL-PASS": {
    title: "Contrôle systématique de la qualité des mots de passe",
    extract:
      "Des moyens techniques permettant d'imposer la politique de mots de passe, par exemple pour s'assurer du respect de l'éventuelle obligation relative à l'usage de caractères spéciaux, doivent être mis en place. […]",
  },
  "EXP-SEQ-ADMIN": {
    title: "Séquestre des authentifiants des administrateurs",
    extract:
      "Les authentifiants permettant l'administration des ressources des SI doivent être placés sous séquestre et tenus à jour, dans un coffre ou une armoire fermée à clé. […]",
  },
  "EXP-POL-ADMIN": {
    title: "Politique des mots de passe des administrateurs",
    extract: "Chaque administrateur doit disposer d'un mot de passe propre et destiné à l'administration.",
  },
  "EXP-DEP-ADMIN": {
    title: "Gestion du départ d'un administrateur des SI",
    extract:
      "En cas de départ d'un administrateur disposant de privilèges sur des composants des SI, les comptes individuels dont il disposait doivent être immédiatement désactivés. […]",
  },
  "EXP-RESTR-DROITS": {
    title: "Restriction des droits",
    extract:
      "Sauf exception dûment motivée et validée par le RSSI, les utilisateurs n'ont pas de droits d'administration.",
  },
  "EXP-PROT-ADMIN": {
    title: "Protection des accès aux outils d'administration",
    extract:
      "L'accès aux outils et aux interfaces d'administration doit être strictement limité aux personnes habilitées, selon une procédure formelle d'autorisation d'accès.",
  },
  "EXP-HABILIT-ADMIN": {
    title: "Habilitation des administrateurs",
    extract:
      "L'habilitation des administrateurs s'effectue selon une procédure validée par l'autorité d'homologation. Le nombre de personnes habilitées pour des opérations d'administration doit être connu et validé par l'autorité d'homologation.",
  },
  "EXP-GEST-ADMIN": {
    title: "Gestion des actions d'administration",
    extract:
      "Les opérations d'administration doivent être tracées de manière à pouvoir imputer individuellement les actions d'administration.",
  },
  "EXP-SEC-FLUXADMIN": {
    title: "Sécurisation des flux d'administration",
    extract:
      "Les opérations d'administration sur les ressources locales d'une entité doivent s'appuyer sur des protocoles sécurisés. Un réseau dédié à l'administration des équipements, tout au moins un réseau logiquement séparé de celui des utilisateurs, doit être utilisé. […]",
  },
  "EXP-CENTRAL": {
    title: "Centraliser la gestion du système d'information",
    extract:
      "Afin de gérer efficacement un grand nombre de postes d'utilisateurs, de serveurs ou d'équipements en réseau, les administrateurs doivent utiliser des outils centralisés, permettant l'automatisation de traitements quotidiens et offrant une vue globale et pertinente sur le système d'information.",
  },
  "EXP-SEC-DIST": {
    title: "Sécurisation des outils de prise de main à distance",
    extract:
      "La prise de main à distance d'une ressource informatique locale ne doit être réalisable que par les agents autorisés par l'équipe locale chargée des SI, sur les ressources informatiques de leur périmètre. Des mesures de sécurité spécifiques doivent être définies et respectées.",
    restates: "EXP-SECX-DIST",
  },
  "EXP-DOM-POL": {
    title: "Définir une politique de gestion des comptes du domaine",
    extract: "Une politique explicite de gestion des comptes du domaine doit être établie.",
  },
  "EXP-DOM-PASS": {
    title: "Configurer la stratégie des mots de passe des domaines",
    extract:
      "La politique de gestion des mots de passe doit être conçue de façon à protéger contre les attaques par essais successifs de mots de passe. Une complexité minimale dans le choix des mots de passe doit être imposée aux utilisateurs.",
  },
  "EXP-DOM-NOMENCLAT": {
    title: "Définir et appliquer une nomenclature des comptes du domaine",
    extract:
      "La gestion des comptes doit s'appuyer sur une nomenclature adaptée, afin de pouvoir distinguer selon leur usage les comptes d'utilisateur standard, les comptes d'administration (domaine, serveurs, postes de travail) et les comptes de service.",
  },
  "EXP-DOM-RESTADMIN": {
    title: "Restreindre au maximum l'appartenance aux groupes d'administration du domaine",
    extract:
      "L'appartenance aux groupes du domaine ADMINISTRATEURS DE L'ENTREPRISE et ADMINISTRATEURS DU DOMAINE n'est nécessaire que dans de très rares cas. […]",
  },
  "EXP-DOM-SERV": {
    title: "Maîtriser l'utilisation des comptes de service",
    extract:
      "Les mots de passe des comptes de service sont souvent inscrits en dur dans des applications ou dans des systèmes. Cette mauvaise pratique ne permet pas d'être en mesure de changer ces mots de passe, par exemple en urgence. Il est ainsi nécessaire de veiller à pouvoir maîtriser leur utilisation.",
  },
  "EXP-DOM-LIMITSERV": {
    title: "Limiter les droits des comptes de service",
    extract:
      "Les comptes de service doivent faire l'objet d'une restriction des droits, en suivant le principe du moindre privilège.",
  },
  "EXP-DOM-OBSOLET": {
    title: "Désactiver les comptes du domaine obsolètes",
    extract:
      "Il est nécessaire de désactiver immédiatement, voire de supprimer, les comptes obsolètes, que ce soient des comptes d'utilisateur (administrateur, service ou utilisateur standard) ou des comptes de machine.",
  },
  "EXP-DOM-ADMINLOC": {
    title: "Améliorer la gestion des comptes d'administrateur locaux",
    extract:
      "Afm d'empêcher la réutilisation des empreintes d'un compte d'utilisateur local d'une machine à une autre, il faut soit utiliser des mots de passe différents pour les comptes locaux d'administration, soit interdire la connexion à distance via ces comptes.",
  },
  "EXP-MAINT-EXT": {
    title: "Maintenance externe",
    extract:
      "Les données non chiffrées doivent être effacées avant l'envoi en maintenance externe de toute ressource informatique. Les opérations de chiffrement doivent faire appel à des produits de sécurité labellisés. […]",
  },
  "EXP-MIS-REB": {
    title: "Mise au rebut",
    extract:
      "Lorsqu'une ressource informatique est amenée à quitter définitivement l'entité, les données présentes sur les disques durs ou la mémoire intégrée doivent être effacées de manière sécurisée. […]",
  },
  "EXP-PROT-MALV": {
    title: "Protection contre les codes malveillants",
    extract:
      "Des logiciels de protection contre les codes malveillants, appelés communément antivirus, doivent être installés sur l'ensemble des serveurs d'interconnexion, des serveurs applicatifs et des postes de travail de l'entité. […]",
  },
  "EXP-GES-ANTIVIR": {
    title: "Gestion des événements de sécurité de l'antivirus",
    extract:
      "Les événements de sécurité de l'antivirus doivent être envoyés à un serveur national pour analyse statistique et gestion des problèmes a posteriori (exemples : serveur constamment infecté, virus détecté et non éradiqué par l'antivirus, etc.).",
  },
  "EXP-MAJ-ANTIVIR": {
    title: "Mise à jour de la base de signatures",
    extract:
      "Les mises à jour des bases antivirales et des moteurs d'antivirus doivent être déployées automatiquement sur les serveurs et les postes de travail par un dispositif prescrit par les services centraux.",
  },
  "EXP-NAVIG": {
    title: "Configuration du navigateur Internet",
    extract:
      "Le navigateur déployé par l'équipe locale chargée des SI sur l'ensemble des serveurs et des postes de travail nécessitant un accès Internet ou Intranet doit être configuré de manière sécurisée (désactivation des services inutiles, nettoyage du magasin de certificats, etc.).",
  },
  "EXP-POL-COR": {
    title: "Définir et mettre en œuvre une politique de suivi et d'application des correctifs de sécurité",
    extract:
      "Le maintien du niveau de sécurité d'un système d'information impose une gestion organisée et adaptée des mises à jour de sécurité. Un processus de gestion des correctifs propre à chaque système ou applicatif doit être défini et adapté aux contraintes et au niveau d'exposition du système.",
  },
  "EXP-COR-SEC": {
    title: "Déploiement des correctifs de sécurité",
    extract:
      "Les correctifs de sécurité des ressources informatiques locales doivent être déployés par l'équipe locale chargée des SI en s'appuyant sur les préconisations et les outils proposés par les services centraux.",
  },
  "EXP-OBSOLET": {
    title: "Assurer la migration des systèmes obsolètes",
    extract:
      "L'ensemble des logiciels utilisés sur le système d'information doit l'être dans une version pour laquelle l'éditeur assure le support et le tient à jour. En cas de défaillance du support, il convient d'en étudier l'impact et de prendre les mesures adaptées.",
  },
  "EXP-ISOL": {
    title: "Isoler les systèmes obsolètes restants",
    extract:
      "Il est nécessaire d'isoler les systèmes obsolètes, qui sont gardés volontairement pour assurer un maintien en condition opérationnelle des projets et pour lesquels une migration n'est pas envisageable. […]",
  },
  "EXP-JOUR-SUR": {
    title: "« Journalisation » des alertes",
    extract:
      "Chaque système doit disposer de dispositifs de « journalisation » permettant de conserver une trace des événements de sécurité. Ces traces doivent être conservées de manière sûre.",
  },
  "EXP-POL-JOUR": {
    title: "Définir et mettre en œuvre une politique de gestion et d'analyse des journaux de traces",
    extract:
      "journaux de traces. Une politique de gestion et d'analyse des journaux de traces des événements de sécurité est définie par le RSSI, validée par l'autorité d'homologation et mise en œuvre. […]",
  },
  "EXP-CONS-JOUR": {
    title: "Conservation des journaux",
    extract:
      "Les journaux des événements de sécurité doivent être conservés pendant douze mois glissants, hors contraintes légales et réglementaires particulières imposant des durées de conservation spécifiques.",
  },
  "EXP-GES-DYN": {
    title: "Gestion dynamique de la sécurité",
    extract:
      "L'équipe en charge de la SSI doit procéder, notamment via l'analyse des journaux, à la surveillance des comportements anormaux au sein du système d'information et à la surveillance des flux d'entrée et de sortie du système d'information.",
  },
  "EXP-MAIT-MAT": {
    title: "Maîtrise des matériels",
    extract:
      "Les postes de travail, y compris dans le cas d'une location, sont fournis à l'utilisateur par l'entité, gérés et configurés sous la responsabilité de l'entité. […]",
  },
  "EXP-PROT-VOL": {
    title: "Rappel des mesures de protection contre le vol",
    extract:
      "Les postes fixes bénéficient des mesures de protection physique offertes au titre de la présente PSSI. Chaque utilisateur doit veiller à la sécurité des supports amovibles (clés USB et disques amovibles), notamment en les conservant dans un endroit sûr. […]",
  },
  "EXP-DECLAR-VOL": {
    title: "Déclarer les pertes et vols",
    extract: "Toute perte ou vol d'une ressource d'un système d'information doit être déclarée au RSSI.",
  },
  "EXP-REAFFECT": {
    title: "Réaffectation de matériels informatiques",
    extract:
      "Une procédure de gestion des postes et des supports dans le cadre de départs de personnel ou de réaffectations à de nouveaux utilisateurs doit être mise en place et validée par le RSSI. Elle doit définir les conditions de recours à un effacement des données.",
  },
  "EXP-NOMAD-SENS": {
    title: "Déclaration des équipements nomades aptes à traiter des informations sensibles",
    extract:
      "L'autorité d'homologation du SI valide les usages possibles des équipements nomades vis-à-vis du traitement des informations sensibles ; les usages non explicitement autorisés sont interdits.",
  },
  "EXP-ACC-DIST": {
    title: "Accès à distance au système d'information de l'organisme",
    extract:
      "Les autorités administratives au sens de l'ordonnance n° 2005-1516 du 8 décembre 2005 appliquent les règles de l'annexe B3 du référentiel général de sécurité pour l'authentification des utilisateurs distants. Les autres entités s'inspirent de ces règles.",
  },
  "EXP-IMP-SENS": {
    title: "Impression des informations sensibles",
    extract:
      "Les impressions d'informations sensibles doivent être effectuées selon une procédure définie préalablement, garantissant un contrôle par l'utilisateur, du déclenchement de l'impression jusqu'à la récupération du support imprimé.",
  },
  "EXP-IMP-2": {
    title: "Sécurité des imprimantes et des copieurs multifonctions",
    extract:
      "Les imprimantes et les copieurs multifonctions sont des ressources informatiques à part entière qui doivent être gérées en tant que telles. Elles ne doivent pas pouvoir communiquer avec l'extérieur.",
  },
  "EXP-CI-OS": {
    title: "Systèmes d'exploitation",
    extract:
      "Les systèmes d'exploitation déployés doivent faire l'objet d'un support valide de la part d'un éditeur ou d'un prestataire de service. Seuls les services et les applications nécessaires sont installés, de façon à réduire la surface d'attaque. […]",
  },
  "EXP-CI-LTP": {
    title: "Logiciels en tiers présentation",
    extract:
      "La mise en œuvre d'une configuration renforcée est obligatoire sur les logiciels déployés pour le tiers présentation (exemples: serveur Web, Reverse Proxy).",
  },
  "EXP-CI-LTA": {
    title: "Logiciels en tiers application",
    extract:
      "Des règles de développement et de configuration sécurisés des logiciels en tiers application doivent être fixées et appliquées.",
  },
  "EXP-CI-LTD": {
    title: "Logiciels en tiers données",
    extract:
      "Des règles très strictes (restrictions d'accès, interdictions de connexions, gestion des privilèges) s'appliquent aux logiciels en tiers données.",
  },
  "EXP-CI-PROTFIC": {
    title: "Passerelle d'échange de fichiers",
    extract:
      "Les échanges de fichiers entre applications doivent privilégier les protocoles sécurisés (SSLITLS, FTPS, etc.).",
  },
  "EXP-CI-MESSTECH": {
    title: "Messagerie technique",
    extract:
      "Pour satisfaire les besoins d'exploitation et de supervision des infrastructures et des applications, une messagerie dite technique peut être déployée en zone de « back-office » du centre informatique. Cette messagerie technique ne doit être en aucun cas utilisée directement par un utilisateur.",
  },
  "EXP-CI-FILT": {
    title: "Filtrage des flux applicatifs",
    extract:
      "De façon à garantir un niveau de sécurité satisfaisant face aux attaques informatiques, des mécanismes de filtrage et de cloisonnement doivent être mis en œuvre.",
  },
  "EXP-CI-ADMIN": {
    title: "Flux d'administration",
    extract:
      "D'une manière générale, il convient de différencier deux types de flux d'administration : les flux d'administration de l'infrastructure, réservés aux agents du centre informatique, et les flux d'administration des applications métier, réservés à la direction métier. […]",
  },
  "EXP-CI-DNS": {
    title: "Service de noms de domaine - DNS technique",
    extract:
      "Dans le cas du déploiement d'un serveur de noms de domaines pour les besoins techniques internes au centre informatique, on utilisera les extensions sécurisées DNSSEC.",
  },
  "EXP-CI-EFFAC": {
    title: "Effacement de support",
    extract:
      "Le reconditionnement et la réutilisation des disques durs pour un autre usage, par exemple la réattribution d'une machine ou d'un serveur, ne sont autorisés qu'après une opération d'effacement sécurisé des données.",
  },
  "EXP-CI-DESTR": {
    title: "Destruction de support",
    extract:
      "La fin de vie d'un support ou d'un matériel embarquant un support de stockage (imprimante, routeur, commutateur, etc.) doit s'accompagner d'une opération de destruction avant remise au constructeur.",
  },
  "EXP-CI-TRAC": {
    title: "Traçabilité et imputabilité",
    extract:
      "Afin d'assurer une cohérence dans les échanges entre applications ainsi qu'une traçabilité pertinente des événements techniques et de sécurité, les centres d'exploitation emploient une référence de temps commune (service NTP, Network Time Protocol).",
  },
  "EXP-CI-SUPERVIS": {
    title: "Supervision",
    extract:
      "Un cloisonnement entre les flux de supervision (remontée d'informations) et les flux d'administration (commandes, mises à jour) doit être mis en place.",
  },
  "EXP-CI-AMOV": {
    title: "Accès aux périphériques amovibles",
    extract:
      "L'accès aux supports informatiques amovibles fait l'objet d'un traitement adapté, plus particulièrement lorsque ces supports ont été utilisés pour mémoriser des informations sensibles ou lorsqu'ils sont utilisés pour des opérations d'exploitation.",
  },
  "EXP-CI-ACCRES": {
    title: "Accès aux réseaux",
    extract:
      "Dans un centre informatique, le contrôle physique des accès aux réseaux, l'attribution des adresses IP, le filtrage des informations et l'usage de dispositifs spécifiques (machines virtuelles, cartes d'administration à distance, etc.) font l'objet de procédures sécurisées.",
  },
  "EXP-CI-AUDIT": {
    title: "Audit et contrôle",
    extract: "Le RSSI pilote des audits réguliers du système d'information relevant de sa responsabilité.",
  },
};
