import type { ControlEntries } from "../control";

const NETWORK_GEAR = "Équipements et réseau de l'hébergeur, sous le cluster : le plan n'en configure aucun.";

/** Networks and architecture: chapters 6 and 7. */
export const NETWORKS: ControlEntries = {
  "RES-MAITRISE": {
    title: "Systèmes autorisés sur le réseau",
    extract:
      "Seuls les équipements gérés et configurés par les équipes informatiques habilitées peuvent être connectés au réseau local d'une entité.",
    coverage: "platform",
    reason: NETWORK_GEAR,
  },
  "RES-INTERCO": {
    title: "Interconnexion avec des réseaux externes",
    extract:
      "Toute interconnexion entre les réseaux locaux d'une entité et un réseau externe (réseau d'un tiers, Internet, etc.) doit être réalisée via les infrastructures nationales.",
    coverage: "partly",
    reason:
      "Les échanges avec l'extérieur n'ont que des passages déclarés : une bordure pour les sorties nommées (NET-10), une entrée pour la fédération (FED-01), des listes d'adresses pour le reste (NET-03). Manque : que ces passages empruntent les infrastructures nationales relève de la plateforme.",
  },
  "RES-ENTSOR": {
    title: "Mettre en place un filtrage réseau pour les flux sortants et entrants",
    extract:
      "Dans l'optique de réduire les possibilités offertes à un attaquant, les connexions des machines du réseau interne vers l'extérieur doivent être filtrées.",
    coverage: "partly",
    reason:
      "Tout flux est fermé par défaut (NET-01) ; les sorties nommées ne passent que par la bordure, dont la liste est la déclaration (NET-03, NET-05, NET-10), et les entrées de fédération sont triées (FED-01). Manquent : les nœuds eux-mêmes, et les relais d'appel, dont le réseau est celui du nœud (TRN-01 n'en juge que les refus propres).",
  },
  "RES-PROT": {
    title: "Protection des informations",
    extract:
      "Les accès à Internet passent obligatoirement à travers les passerelles nationales. Dès lors que des informations sensibles doivent transiter sur des réseaux non maîtrisés, il convient de les protéger spécifiquement par chiffrement adapté.",
    coverage: "partly",
    reason:
      "Ce qui sort est chiffré : fédération (SYN-06), routes publiques (TLS-01), journaux (LOG-01), sauvegardes (BCK-03) ; ce qui circule entre nœuds l'est par le réseau déclaré (NET-11). Manquent : le passage par les passerelles nationales, et la preuve du chiffrement entre nœuds.",
  },
  "RES-CLOIS": {
    title: "Cloisonner le SI en sous-réseaux de niveaux de sécurité homogènes",
    extract:
      "Par analogie avec le cloisonnement physique d'un bâtiment, le système d'information doit être segmenté selon des zones présentant chacune un niveau de sécurité homogène.",
    coverage: "partly",
    reason:
      "Un espace de noms par serveur et par service, fermé dans les deux sens (NET-01, NET-02), bases et seaux séparés (NET-04, OBJ-02), fédération fermée (SYN-01). Manquent : l'effet des politiques dépend du réseau du cluster, et les nœuds sont communs aux périmètres.",
  },
  "RES-INTERCOGEO": {
    title: "Interconnexion des sites géographiques locaux d'une entité",
    extract:
      "L'interconnexion au niveau local de réseaux locaux d'une entité n'est possible que si la proximité géographique le justifie et sous réserve de la mise en place de connexions dédiées à cet effet, et de passerelles sécurisées et validées par le HFDS.",
    coverage: "platform",
    reason: NETWORK_GEAR,
  },
  "RES-RESS": {
    title: "Cloisonnement des ressources en cas de partage de locaux",
    extract:
      "Dans le cas où une entité partage des locaux (bureaux ou locaux techniques) avec des entités externes, des mesures de cloisonnement des ressources informatiques doivent être mises en place. Si le cloisonnement n'est pas physique, les mesures prises doivent être validées par le ou les HFDS concernés.",
    coverage: "platform",
    reason: NETWORK_GEAR,
  },
  "RES-INTERNET-SPECIFIQUE": {
    title: "Cas particulier des accès spécifiques dans une entité",
    extract:
      "Les accès spécifiques à Internet nécessitant des droits particuliers pour un usage métier ne peuvent être mis en place que sur dérogation dûment justifiée, et sur des machines isolées physiquement et séparées du réseau de l'entité, après validation préalable de l'autorité d'homologation.",
    coverage: "organisational",
    reason: "Accès à Internet d'agents ou de métiers : le déploiement n'en ouvre aucun.",
  },
  "RES-SSFIL": {
    title: "Mise en place de réseaux sans fil",
    extract:
      "Le déploiement de réseaux sans fil doit faire l'objet d'une analyse de risques spécifique. Les protections intrinsèques étant insuffisantes, des mesures complémentaires, validées par le HFDS concerné, doivent être prises dans le cadre de la défense en profondeur. […]",
    coverage: "organisational",
    reason: "Aucun réseau sans fil dans le déploiement ; ceux de l'entité relèvent d'elle.",
  },
  "RES-COUCHBAS": {
    title: "Implanter des mécanismes de protection contre les attaques sur les couches basses",
    extract:
      "Une attention particulière doit être apportée à l'implantation des protocoles de couches basses, de façon à se prémunir des attaques usuelles par saturation ou empoisonnement de cache. Cela concerne, par exemple, le protocole ARP.",
    coverage: "partly",
    reason:
      "Aucun conteneur n'a de capacité Linux, donc ni paquet forgé ni empoisonnement ARP depuis un pod (K8S-06) ; les relais d'appel y dérogent. Manquent : commutateurs et réseau de l'hébergeur.",
  },
  "RES-ROUTDYN": {
    title: "Surveiller les annonces de routage",
    extract:
      "Lorsque l'utilisation de protocoles de routage dynamiques est nécessaire, celle-ci doit s'accompagner de la mise en place d'une surveillance des annonces de routage, et de procédures permettant de réagir rapidement en cas d'incidents.",
    coverage: "platform",
    reason: NETWORK_GEAR,
  },
  "RES-ROUTDYN-IGP": {
    title: "Configurer le protocole IGP de manière sécurisée",
    extract:
      "Le protocole de routage dynamique de type IGP doit être activé exclusivement sur les interfaces nécessaires à la construction de la topologie du réseau et désactivé sur le reste des interfaces. […]",
    coverage: "platform",
    reason: NETWORK_GEAR,
  },
  "RES-ROUTDYN-EGP": {
    title: "Sécuriser les sessions EGP",
    extract:
      "Lors de la mise en place d'une session EGP avec un pair extérieur sur un média partagé, cette session doit s'accompagner d'un mot de passe de type message-digest-key.",
    coverage: "platform",
    reason: NETWORK_GEAR,
  },
  "RES-SECRET": {
    title: "Modifier systématiquement les éléments d'authentification par défaut des équipements et services",
    extract:
      "Les mots de passe par défaut doivent être impérativement modifiés, de même en ce qui concerne les certificats. Les dispositions nécessaires doivent être prises auprès des fournisseurs de façon à pouvoir modifier les certificats installés par défaut.",
    coverage: "partly",
    reason:
      "Le plan ne laisse à ses services aucun authentifiant d'usine : Redis et réplication (SYN-16), magasin des médias (OBJ-02), PostgreSQL (PG-03) ont des secrets déclarés (SEC-04). Manquent : équipements, nœuds et certificats de la plateforme.",
  },
  "RES-DURCI": {
    title: "Durcir les configurations des équipements de réseaux",
    extract:
      "Les équipements de réseaux (comme les routeurs) doivent faire l'objet d'un durcissement spécifique comprenant notamment, outre le changement des mots de passe et certificats, la désactivation des interfaces et services inutiles, ainsi que la mise en place de mécanismes de protection du plan de […]",
    coverage: "platform",
    reason: NETWORK_GEAR,
  },
  "RES-CARTO": {
    title: "Elaborer les documents d'architecture technique et fonctionnelle",
    extract:
      "L'architecture réseau du système d'information doit être décrite et formalisée à travers des schémas d'architecture, et des configurations, maintenus au fil des évolutions apportées au SI. Les documents d'architecture sont sensibles et font l'objet d'une protection adaptée. […]",
    coverage: "partly",
    reason:
      "Les flux sont décrits par le plan lui-même : destinations motivées (DST-01), liste de la bordure (NET-10), chacun joignant ce que sa configuration nomme (WIR-08). Manquent : le schéma du réseau de l'hébergeur et la protection du document.",
  },
  "ARCHI-HEBERG": {
    title: "Principes d'architecture de la zone d'hébergement",
    extract:
      "D'une manière générale, l'architecture des infrastructures des centres informatiques est conçue de façon à satisfaire l'ensemble des besoins en disponibilité, confidentialité, traçabilité et intégrité. […]",
    coverage: "partly",
    reason:
      "Défense en profondeur montrée par couches : bord et routeur qui ferment l'administration (NET-07), espaces fermés (NET-01), base à part (NET-04), trois zones (HA-01). Manquent : zones démilitarisées, machines et réseaux locaux virtuels de l'hébergeur.",
  },
  "ARCHI-STOCKCI": {
    title: "Architecture de stockage et de sauvegarde",
    extract:
      "Le réseau de stockage/sauvegarde pour les besoins des centres informatiques repose sur une architecture dédiée à cet effet.",
    coverage: "platform",
    reason:
      "Réseau dédié au stockage et aux sauvegardes : relève de l'hébergeur. Le plan sépare le magasin des sauvegardes, son site et ses clés (BCK-02).",
  },
  "ARCHI-PASS": {
    title: "Passerelle Internet",
    extract: "Les interconnexions Internet passent obligatoirement par les passerelles nationales homologuées",
    coverage: "platform",
    reason:
      "Passerelles nationales homologuées : relèvent du réseau de l'hébergeur. Le plan réunit ses échanges avec l'extérieur en passages déclarés, faciles à y raccorder.",
  },
};
