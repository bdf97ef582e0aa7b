import type { RestatedEntries } from "../control";

/** Organisation, people, assets, projects, premises, networks and architecture, as entities outside of the State have them. */
export const ANNEXE_1_GOVERNANCE: RestatedEntries = {
  "ORG-SSI": {
    title: "Organisation de la SSI",
    extract:
      "Une organisation dédiée à la SSI est déployée au sein de chaque entité. Cette organisation définit les responsabilités internes et à l'égard des tiers, les modalités de coordination avec les autorités externes ainsi que les modalités d'application des mesures de protection. […]",
  },
  "ORG-ACT-SSI": {
    title: "Identification des acteurs de la SSI",
    extract:
      "L'organisation de la SSI s'appuie sur des acteurs clairement identifiés, responsables de la mise en application générale de la PSSI.",
  },
  "ORG-RSSI": {
    title: "Désignation du responsable de la SSI",
    extract:
      "La direction de l'entité s'appuie sur un ou plusieurs responsables de la sécurité des systèmes d'information (RSSI), chargés de l'assister dans le pilotage et la gestion de la SSI. Des correspondants locaux de la SSI peuvent être désignés, le cas échéant, afin de constituer un relais du RSSI. […]",
  },
  "ORG-RESP": {
    title: "Formalisation des responsabilités",
    extract:
      "Une note d'organisation fixe la répartition au sein de chaque entité et au niveau local des responsabilités et rôles en matière de SSI. Cette note sera, le plus souvent, proposée par le RSSI et validée par la direction de l'entité.",
  },
  "ORG-TIERS": {
    title: "Gestion contractuelle des tiers",
    extract:
      "Le RSSI coordonne les actions permettant l'intégration des clauses liées à la SSI dans tout contrat ou convention impliquant un accès par des tiers à des informations ou à des ressources informatiques.",
  },
  "ORG-PIL-PSSI": {
    title: "Définition et pilotage de la PSSI",
    extract:
      "Chaque entité établit une PSSI, validée par la direction. Une structure de pilotage de la PSSI est définie. Cette structure est chargée de sa mise en place, de son évolution, de son suivi et de son contrôle.",
    restates: "ORG-PIL-PSSIM",
  },
  "ORG-APP-INSTR": {
    title: "Application de l'instruction dans l'entité",
    extract:
      "Le RSSI planifie les actions d'application de la PSSI. Il rend compte régulièrement de l'application des mesures de sécurité auprès de la direction de l'entité.",
  },
  "ORG-APP-DOCS": {
    title: "Formalisation de documents d'application",
    extract:
      "Le RSSI établit et tient à jour les documents, approuvés par la direction de l'entité, permettant l'application des mesures de la PSSI.",
  },
  "RH-SSI": {
    title: "Charte d'application de la SSI",
    extract:
      "Une charte d'application de la PSSI, récapitulant les mesures pratiques d'utilisation sécurisée des ressources informatiques et élaborée sous le pilotage de la chaîne fonctionnelle de la SSI, est communiquée à l'ensemble des agents de chaque entité. […]",
  },
  "RH-MOTIV": {
    title: "Choix et sensibilisation des personnes tenant les postes clés de la SSI",
    extract:
      "Une attention particulière doit être portée au recrutement des personnes clés de la SSI : RSSI, correspondants locaux de la SSI et administrateurs de sécurité. Les RSSI et leurs correspondants locaux doivent être spécifiquement formés à la SSI. […]",
  },
  "RH-CONF": {
    title: "Personnels de confiance",
    extract:
      "Toutes les personnes manipulant des informations sensibles doivent le faire avec une attention particulière, dans le respect des textes en vigueur. Les sanctions éventuelles s'appliquant aux cas de négligence ou de malveillance leur sont rappelées.",
  },
  "RH-UTIL": {
    title: "Sensibilisation des utilisateurs des systèmes d'information",
    extract:
      "Chaque utilisateur doit être régulièrement informé des exigences de sécurité le concernant. Il doit être formé à l'utilisation des outils de travail conformément aux règles de la SSI.",
  },
  "RH-MOUV": {
    title: "Gestion des arrivées, des mutations et des départs",
    extract:
      "Une procédure permettant de gérer les arrivées, les mutations et les départs des collaborateurs doit être formalisée et appliquée strictement. […]",
  },
  "RH-NPERM": {
    title: "Gestion du personnel non permanent (stagiaires, intérimaires, prestataires)",
    extract:
      "Les règles de la PSSI s'appliquent à tout personnel non permanent utilisateur d'un SI d'une entité. Les dispositions contractuelles préexistantes régissant l'emploi de ce personnel sont amendées si nécessaire. […]",
  },
  "GDB-INVENT": {
    title: "Inventaire des ressources informatiques",
    extract:
      "Chaque entité établit et maintient à jour un inventaire des ressources informatiques sous sa responsabilité, en s'appuyant sur un outillage adapté. Cet inventaire est tenu à la disposition du RSSI et de l'ANSSI en cas de besoin de coordination opérationnelle. […]",
  },
  "GDB-CARTO": {
    title: "Cartographie",
    extract:
      "La cartographie précise les centres informatiques, les architectures des réseaux, sur lesquelles sont identifiés les points névralgiques et la sensibilité des informations manipulées, et qualifie le niveau de sécurité attendu. […]",
  },
  "GDB-QUALIF-SENSI": {
    title: "Qualification des informations",
    extract:
      "La sensibilité de toute information doit être évaluée. Le marquage systématique des documents, en fonction du niveau de sensibilité, est fortement recommandé.",
  },
  "GDB-PROT-IS": {
    title: "Protection des informations",
    extract:
      "L'utilisateur doit protéger les informations qu'il est amené à manipuler dans le cadre de ses fonctions, selon leur sensibilité et tout au long de leur cycle de vie, depuis leur création jusqu'à leur éventuelle destruction.",
  },
  "INT-HOMOLOG-SSI": {
    title: "Homologation de sécurité des systèmes d'information",
    extract:
      "Tout système d'information doit faire l'objet d'une décision d'homologation de sa sécurité avant sa mise en exploitation. L'homologation est l'acte selon lequel une autorité, dite autorité d'homologation, désignée par la direction de l'entité, atteste formellement auprès des utilisateurs que le […]",
  },
  "INT-SSI": {
    title: "Intégration de la sécurité dans les projets",
    extract:
      "La sécurité des systèmes d'information doit être prise en compte dans toutes les phases des projets informatiques, sous le contrôle de l'autorité d'homologation, de la conception et de la spécification du système jusqu'à son retrait du service.",
  },
  "INT-QUOT-SSI": {
    title: "Mise en œuvre au quotidien de la SSI",
    extract:
      "La sécurité des systèmes d'information se traite au quotidien par des pratiques d'hygiène informatique. Des procédures écrites définissent les actes élémentaires du maintien en condition de sécurité lors des phases de conception, d'évolution ou de retrait d'un système.",
  },
  "INT-TDB": {
    title: "Créer un tableau de bord SSI",
    extract:
      "Un tableau de bord de la SSI est mis en place et tenu à jour. Il fournit au RSSI et aux autorités une vision générale du niveau de sécurité et de son évolution, rendant ainsi plus efficace le pilotage de la SSI. […]",
  },
  "INT-AQ-PSL": {
    title: "Acquisition de produits de sécurité et de services de confiance",
    extract:
      "Lorsqu'ils sont disponibles, des produits de sécurité ou des services de confiance labellisés (agréés, qualifiés ou certifiés) par l'ANSSI doivent être utilisés.",
  },
  "INT-PRES-CS": {
    title: "Clauses de sécurité",
    extract:
      "Toute prestation dans le domaine des SI est encadrée par des clauses de sécurité. Ces clauses spécifient les mesures SSI que le prestataire doit respecter dans le cadre de ses activités.",
  },
  "INT-PRES-CNTRL": {
    title: "Suivi et contrôle des prestations fournies",
    extract:
      "Le maintien d'un niveau de sécurité au cours du temps nécessite un double contrôle : l'un, effectué périodiquement par l'équipe encadrant la prestation, qui porte sur les actions du sous-traitant et la conformité au cahier des charges ; […]",
  },
  "INT-REX-AR": {
    title: "Analyse de risques",
    extract:
      "Toute opération d'externalisation s'appuie sur une analyse de risques préalable, de façon à déterminer des objectifs de sécurité et définir des mesures adaptées. […]",
  },
  "INT-REX-HB": {
    title: "Hébergement",
    extract:
      "L'hébergement des données sensibles de l'administration sur le territoire national est obligatoire, sauf dérogation dûment motivée et précisée dans la décision d'homologation.",
  },
  "INT-REX-HS": {
    title: "Hébergement et clauses de sécurité",
    extract:
      "Tout contrat d'hébergement détaille les dispositions mises en œuvre pour prendre en compte la SSI. Ce sont notamment les mesures prises pour assurer le maintien en condition de sécurité des systèmes et permettre une gestion de crise efficace (conditions d'accès aux journaux, mise en place […]",
  },
  "PHY-ZONES": {
    title: "Découpage des sites en zones de sécurité",
    extract:
      "Un découpage des sites en zones physiques de sécurité doit être effectué, en liaison avec le RSSI, les correspondants locaux de la SSI et les services chargés de l'immobilier, de la sécurité et des moyens généraux. […]",
  },
  "PHY-PUBL": {
    title: "Accès réseau en zone d'accueil du public",
    extract:
      "Tout accès au réseau installé dans une zone d'accueil du public doit être filtré ou isolé du reste du réseau informatique de l'entité.",
  },
  "PHY-SENS": {
    title: "Protection des informations sensibles au sein des zones d'accueil",
    extract:
      "Le traitement d'informations sensibles au sein des zones d'accueil est à éviter. Si un tel traitement est strictement nécessaire, il doit rester ponctuel et exceptionnel. […]",
  },
  "PHY-TECH": {
    title: "Sécurité physique des locaux techniques",
    extract:
      "L'accès aux locaux techniques abritant des équipements d'alimentation et de distribution d'énergie ou des équipements de réseau et de téléphonie doit être physiquement protégé.",
  },
  "PHY-TELECOM": {
    title: "Protection des câbles électriques et de télécommunications",
    extract:
      "Il convient de protéger le câblage du réseau contre les dommages et les interceptions des communications qu'ils transmettent. En complément, les panneaux de raccordements et les salles des câbles doivent être placés en dehors des zones d'accueil du public et leur accès doit être contrôlé.",
  },
  "PHY-CTRL": {
    title: "Contrôles anti-piégeages",
    extract:
      "Sur les SI particulièrement sensibles, il convient de mener des contrôles anti-piégeages réguliers, effectués par du personnel formé. Il peut être fait appel à des services spécialisés pour les opérations dites de « dépoussiérage ».",
  },
  "PHY-CI-LOC": {
    title: "Découpage des locaux en zones de sécurité",
    extract:
      "Un découpage du centre informatique en zones physiques de sécurité doit être effectué, en liaison avec le RSSI et les services chargés de l'immobilier, de la sécurité et des moyens généraux. Des règles doivent fixer les conditions d'accès à ces différentes zones.",
  },
  "PHY-CI-HEBERG": {
    title: "Convention de service en cas d'hébergement tiers",
    extract:
      "Dans le cas où un tiers gère tout ou partie des locaux du centre informatique, une convention de service, définissant les responsabilités mutuelles en matière de sécurité, doit être établie entre ce tiers et l'entité.",
  },
  "PHY-CI-CTRLACC": {
    title: "Contrôle d'accès physique",
    extract:
      "L'accès aux zones internes (autorisées uniquement au personnel du centre informatique ou aux visiteurs accompagnés) et restreintes (autorisées aux seules personnes habilitées ou aux visiteurs accompagnés) doit reposer sur un dispositif de contrôle d'accès physique. […]",
  },
  "PHY-CI-MOYENS": {
    title: "Délivrance des moyens d'accès physique",
    extract:
      "La délivrance des moyens d'accès physique doit respecter un processus formel permettant de s'assurer de l'identité de la personne et s'appuyer sur le processus d'arrivée et de départ du personnel. […]",
  },
  "PHY-CI-TRACE": {
    title: "Traçabilité des accès",
    extract:
      "Une traçabilité des accès des visiteurs externes aux zones restreintes doit être mise en place. Ces traces sont conservées un an, dans le respect de la réglementation protégeant les données personnelles.",
  },
  "PHY-CI-ENERGIE": {
    title: "Local énergie",
    extract:
      "L'alimentation de secteur des équipements devra être conforme aux règles de l'art, de façon à se prémunir contre les atteintes à la sécurité des personnes et des équipements liées à un défaut électrique.",
  },
  "PHY-CI-CLIM": {
    title: "Climatisation",
    extract:
      "Une climatisation proportionnée aux besoins énergétiques du système informatique doit être installée. Des procédures de réaction en cas de panne, connues du personnel, doivent être élaborées et vérifiées annuellement. […]",
  },
  "PHY-CI-INC": {
    title: "Lutte contre l'incendie",
    extract:
      "L'installation de matériel de protection contre le feu est obligatoire. Des procédures de réaction à un incendie sont définies et régulièrement testées. Les salles techniques doivent être propres. Aucun carton, papier ou autre matière inflammable ne doit être entreposé dans ces locaux.",
  },
  "PHY-CI-EAU": {
    title: "Lutte contre les voies d'eau",
    extract:
      "Une étude sur les risques dus aux voies d'eau doit être réalisée. Cette étude doit notamment prendre en compte le risque de fuite sur un collecteur d'eau douce.",
  },
  "PHY-SI-SUR": {
    title: "Sécurisation du SI de sûreté",
    extract:
      "Pour les sites physiques considérés comme importants, des mesures de protection doivent être définies et appliquées en se fondant sur les conclusions d'une analyse de risques. […]",
  },
  "RES-MAITRISE": {
    title: "Systèmes autorisés sur le réseau",
    extract:
      "Seuls les équipements gérés et configurés par les équipes informatiques habilitées peuvent être connectés au réseau local d'une entité.",
  },
  "RES-INTERCO": {
    title: "Interconnexion avec des réseaux externes",
    extract:
      "Toute interconnexion entre les réseaux locaux d'une entité et un réseau externe (réseau d'un tiers, Internet, etc.) doit être réalisée via les infrastructures maîtrisées de l'entité.",
    reason:
      "Les échanges avec l'extérieur n'ont que des passages déclarés : une bordure pour les sorties nommées (NET-10), une entrée pour la fédération (FED-01), des listes d'adresses pour le reste (NET-03). Manque : l'infrastructure de l'hébergeur qui les porte.",
  },
  "RES-ENTSOR": {
    title: "Mettre en place un filtrage réseau pour les flux sortants et entrants",
    extract:
      "Dans l'optique de réduire les possibilités offertes à un attaquant, les connexions des machines du réseau interne vers l'extérieur doivent être filtrées.",
  },
  "RES-PROT": {
    title: "Protection des informations",
    extract:
      "Les accès à Internet passent obligatoirement à travers des passerelles maîtrisées de l'entité. Dès lors que des informations sensibles doivent transiter sur des réseaux non maîtrisés, il convient de les protéger spécifiquement par un chiffrement adapté.",
    reason:
      "Ce qui sort est chiffré : fédération (SYN-06), routes publiques (TLS-01), journaux (LOG-01), sauvegardes (BCK-03). Manquent : les passerelles de l'hébergeur, et le chiffrement entre nœuds, que la plateforme ne déclare pas.",
  },
  "RES-CLOIS": {
    title: "Cloisonner le SI en sous-réseaux de niveaux de sécurité homogènes",
    extract:
      "Par analogie avec le cloisonnement physique d'un bâtiment, le système d'information doit être segmenté selon des zones présentant chacune un niveau de sécurité homogène.",
  },
  "RES-INTERCOGEO": {
    title: "Interconnexion des sites géographiques locaux d'une entité",
    extract:
      "L'interconnexion au niveau local de réseaux locaux d'une entité n'est possible que si la proximité géographique le justifie et sous réserve de la mise en place de connexions spécifiques et de passerelles sécurisées.",
  },
  "RES-RESS": {
    title: "Cloisonnement des ressources en cas de partage de locaux",
    extract:
      "Dans le cas où une entité partage des locaux avec des entités externes, des mesures de cloisonnement des ressources informatiques doivent être mises en place. Les mesures prises doivent être validées par l'autorité d'homologation si elles ne sont pas physiques.",
  },
  "RES-INTERNET-SPECIFIQUE": {
    title: "Cas particulier des accès spécifiques dans une entité",
    extract:
      "Les accès spécifiques à Internet nécessitant des droits particuliers pour un usage professionnel ne peuvent être mis en place que sur dérogation dûment justifiée et sur des machines isolées physiquement et séparées du réseau de l'entité, après validation préalable de l'autorité d'homologation.",
  },
  "RES-SSFIL": {
    title: "Mise en place de réseaux sans fil",
    extract:
      "Le déploiement de réseaux sans fil doit faire l'objet d'une analyse de risques spécifique. Les protections intrinsèques étant insuffisantes, des mesures complémentaires doivent être prises dans le cadre de la défense en profondeur. […]",
  },
  "RES-COUCHBAS": {
    title: "Implanter des mécanismes de protection contre les attaques sur les couches basses",
    extract:
      "Une attention particulière doit être apportée à l'implantation des protocoles de couches basses, de façon à se prémunir des attaques usuelles par saturation ou empoisonnement de cache. Cela concerne, par exemple, le protocole ARP.",
  },
  "RES-ROUTDYN": {
    title: "Surveiller les annonces de routage",
    extract:
      "Lorsque l'utilisation de protocoles de routage dynamique est nécessaire, celle-ci doit s'accompagner de la mise en place d'une surveillance des annonces de routage et de procédures permettant de réagir rapidement en cas d'incidents.",
  },
  "RES-ROUTDYN-IGP": {
    title: "Configurer le protocole IGP de manière sécurisée",
    extract:
      "Le protocole de routage dynamique de type IGP doit être activé exclusivement sur les interfaces nécessaires à la construction de la topologie du réseau et désactivé sur le reste des interfaces. […]",
  },
  "RES-ROUTDYN-EGP": {
    title: "Sécuriser les sessions EGP",
    extract:
      "Lors de la mise en place d'une session EGP avec un pair extérieur sur un média partagé, cette session doit s'accompagner d'un mot de passe de type MESSAGE-DIGEST-KEY.",
  },
  "RES-SECRET": {
    title: "Modifier systématiquement les éléments d'authentification par défaut des équipements et services",
    extract:
      "Les mots de passe par défaut doivent être impérativement modifiés, de même que les certificats. Les dispositions nécessaires doivent être prises auprès des fournisseurs de façon à pouvoir modifier les certificats installés par défaut.",
  },
  "RES-DURCI": {
    title: "Durcir les configurations des équipements de réseaux",
    extract:
      "Les équipements de réseaux, comme les routeurs, doivent faire l'objet d'un durcissement spécifique comprenant notamment, outre le changement des mots de passe et des certificats, la désactivation des interfaces et des services inutiles ainsi que la mise en place de mécanismes de protection du […]",
  },
  "RES-CARTO": {
    title: "Élaborer les documents d'architecture technique et fonctionnelle",
    extract:
      "L'architecture en réseau du système d'information doit être décrite et formalisée à travers des schémas d'architecture et des configurations, maintenus au fil des évolutions apportées au SI. Les documents d'architecture sont sensibles et font l'objet d'une protection adaptée. […]",
  },
  "ARCHI-HEBERG": {
    title: "Principes d'architecture de la zone d'hébergement",
    extract:
      "D'une manière générale, l'architecture des infrastructures des centres informatiques est conçue de façon à satisfaire l'ensemble des besoins en disponibilité, confidentialité, traçabilité et intégrité. […]",
  },
  "ARCHI-STOCKCI": {
    title: "Architecture de stockage et de sauvegarde",
    extract:
      "Le réseau de stockage et de sauvegarde pour les besoins des centres informatiques repose sur une architecture consacrée.",
  },
  "ARCHI-PASS": {
    title: "Passerelle Internet",
    extract: "Les interconnexions Internet passent obligatoirement par les passerelles nationales homologuées.",
  },
};
