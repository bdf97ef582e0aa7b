import type { ControlEntries } from "../control";

const MEDIA_END =
  "Vie et fin des supports physiques : relève de l'hébergeur. Les volumes du plan sont sur des classes déclarées chiffrées (SEC-03), ce qui limite l'effet d'un oubli.";

/** Operation of data centres: chapter 8.6. */
export const DATA_CENTRES: ControlEntries = {
  "EXP-CI-OS": {
    title: "Systèmes d'exploitation",
    extract:
      "Les systèmes d'exploitation déployés doivent faire l'objet d'un support valide de la part d'un éditeur ou d'un prestataire de service. Seuls les services et applications nécessaires sont installés, de façon à réduire la surface d'attaque. […]",
    coverage: "platform",
    reason:
      "Systèmes des nœuds : relèvent de l'opérateur du cluster. Les images, elles, sont figées par empreinte (SUP-01) et leur fin de support est jugée (SUP-05, voir EXP-OBSOLET).",
  },
  "EXP-CI-LTP": {
    title: "Logiciels en Tiers Présentation",
    extract:
      "La mise en œuvre d'une configuration renforcée est obligatoire sur les logiciels déployés pour le tiers présentation (ex : serveur Web, Reverse Proxy).",
    coverage: "partly",
    reason:
      "Routeurs jugés sur leurs tables : administration fermée (NET-07), TLS seul (TLS-01), aucun extrait de configuration dans une route (NET-08), fédération entrante triée (FED-01). Manque : le bord lui-même, fourni par la plateforme.",
  },
  "EXP-CI-LTA": {
    title: "Logiciels en Tiers Application",
    extract:
      "Des règles de développement sécurisé, et les configurations des logiciels en Tiers Application doivent être fixées et appliquées. Elles sont détaillées dans le cadre de cohérence technique (CCT).",
    coverage: "partly",
    reason:
      "Synapse ne lit que la configuration jugée (SYN-20), ne charge que les modules connus (SYN-23), sur un système de fichiers en lecture seule (K8S-10). Manque : le cadre de cohérence technique du ministère.",
  },
  "EXP-CI-LTD": {
    title: "Logiciels en Tiers Données",
    extract:
      "Des règles très strictes (restrictions d'accès, interdictions de connexions, gestion des privilèges) s'appliquent aux logiciels en tiers données. Ces règles doivent être détaillées dans le cadre de cohérence technique (CCT).",
    coverage: "partly",
    reason:
      "PostgreSQL sans superutilisateur joignable ni authentification faible (PG-03), joint par son seul serveur (NET-04), ses pods tenus aux règles de tous (PG-05) ; seaux privés (OBJ-02). Manque : le cadre de cohérence technique du ministère.",
  },
  "EXP-CI-PROTFIC": {
    title: "Passerelle d'échange de fichiers",
    extract:
      "Les échanges de fichiers entre applications doivent privilégier les protocoles sécurisés (SSL/TLS, FTPS …).",
    coverage: "partly",
    reason:
      "Fichiers échangés en TLS avec les autres serveurs (SYN-06) et avec les magasins de sauvegarde et de copie (BCK-03). Le magasin des médias est joint en HTTP, sous le chiffrement déclaré entre nœuds (NET-11). Manque : un protocole sécurisé de bout en bout vers ce magasin.",
  },
  "EXP-CI-MESSTECH": {
    title: "Messagerie technique",
    extract:
      "Pour satisfaire les besoins d'exploitation et de supervision des infrastructures et des applications, une messagerie dite technique peut être déployée en zone de Back-office du centre informatique. Cette messagerie technique ne doit être en aucun cas utilisée directement par un utilisateur.",
    coverage: "organisational",
    reason: "Aucune messagerie technique dans le déploiement ; les alertes suivent la chaîne de la plateforme.",
  },
  "EXP-CI-FILT": {
    title: "Filtrage des flux applicatifs",
    extract:
      "De façon à garantir un niveau de sécurité satisfaisant face aux attaques informatiques, des mécanismes de filtrage et de cloisonnement doivent être mis en œuvre.",
    coverage: "partly",
    reason:
      "Refus par défaut dans les deux sens (NET-01), aucun pod hors d'une politique (NET-02), bases séparées (NET-04), aucun flux direct entre deux périmètres (NET-12), sorties et fédération selon la déclaration (NET-10, FED-01). Manquent : l'effet des politiques, tenu par le réseau du cluster, les pods des opérateurs, que le plan ne rend pas, et les relais d'appel, sur le réseau du nœud, sous dérogation.",
  },
  "EXP-CI-ADMIN": {
    title: "Flux d'administration",
    extract:
      "D'une manière générale, il convient de différencier deux type de flux d'administration : les flux d'administration de l'infrastructure (réservés aux agents du centre informatique) d'une part, les flux d'administration des applications métier (réservés à la direction métier) d'autre part. […]",
    coverage: "partly",
    reason:
      "L'administration de l'application est fermée au public (NET-07) et ne donne aucun droit sur le cluster (K8S-14). Manque : le réseau d'administration de l'infrastructure, qui relève de l'hébergeur.",
  },
  "EXP-CI-DNS": {
    title: "Service de noms de domaine - DNS technique",
    extract:
      "Dans le cas du déploiement d'un serveur de noms de domaines pour les besoins techniques internes au centre informatique, on utilisera les extensions sécurisées DNSSEC.",
    coverage: "platform",
    reason:
      "DNS technique du cluster et du centre informatique : relève de leurs opérateurs. Le plan ne déploie aucun serveur de noms.",
  },
  "EXP-CI-EFFAC": {
    title: "Effacement de support",
    extract:
      "Le reconditionnement et la réutilisation des disques durs pour un autre usage (ex : ré-attribution d'une machine/serveur) ne sont autorisés qu'après une opération d'effacement sécurisé des données.",
    coverage: "platform",
    reason: MEDIA_END,
  },
  "EXP-CI-DESTR": {
    title: "Destruction de support",
    extract:
      "La fin de vie d'un support ou d'un matériel embarquant un support de stockage (imprimante, routeur, commutateur…) doit s'accompagner d'une opération de destruction avant remise au constructeur.",
    coverage: "platform",
    reason: MEDIA_END,
  },
  "EXP-CI-TRAC": {
    title: "Traçabilité / imputabilité",
    extract:
      "Afin d'assurer une cohérence dans les échanges entre applications ainsi qu'une traçabilité pertinente des événements techniques et de sécurité, les centres d'exploitation emploient une référence de temps commune (service NTP, Network Time Protocol).",
    coverage: "partly",
    reason:
      "Deux sources de temps au moins sont déclarées (LOG-01). Manque : la synchronisation des nœuds, qui relève de la plateforme ; une alerte signale l'écart.",
  },
  "EXP-CI-SUPERVIS": {
    title: "Supervision",
    extract:
      "Un cloisonnement entre les flux de supervision (remontée d'informations) et les flux d'administration (commandes, mises à jour) doit être mis en place.",
    coverage: "not covered",
    reason:
      "Les politiques ouvrent à la supervision des ports choisis, mais aucune règle ne vérifie qu'ils ne donnent que des mesures.",
  },
  "EXP-CI-AMOV": {
    title: "Accès aux périphériques amovibles",
    extract:
      "L'accès aux supports informatiques amovibles fait l'objet d'un traitement adapté, plus particulièrement lorsqu'ils ont été utilisés pour mémoriser de l'information sensible ou lorsqu'ils sont utilisés pour des opérations d'exploitation.",
    coverage: "platform",
    reason: "Accès physiques et supports amovibles du centre informatique : relèvent de l'hébergeur.",
  },
  "EXP-CI-ACCRES": {
    title: "Accès aux réseaux",
    extract:
      "Dans un centre informatique, le contrôle physique des accès réseaux, l'attribution des adresses IP, le filtrage des informations et l'usage de dispositifs spécifiques (machines virtuelles, cartes d'administration à distance, etc.) font l'objet de procédures sécurisées.",
    coverage: "platform",
    reason: "Accès physiques et supports amovibles du centre informatique : relèvent de l'hébergeur.",
  },
  "EXP-CI-AUDIT": {
    title: "Audit/contrôle",
    extract: "Le RSSI pilote des audits réguliers du système d'information relevant de sa responsabilité.",
    coverage: "organisational",
    reason: "Audits pilotés par le RSSI. Le rapport de chaque jugement en est une pièce, non un audit.",
  },
};
