import type { ControlEntries } from "../control";

const ORGANISATION = "Organisation de la SSI dans l'entité : un déploiement n'en montre rien.";

const PEOPLE = "Ressources humaines de l'entité : un déploiement n'en montre rien.";

const CONTRACTS = "Clauses et suivi des contrats de prestation : hors du plan.";

const SITE = "Locaux de l'administration utilisatrice, hors du déploiement.";

const PREMISES = "Sécurité physique des locaux : relève de l'hébergeur, à lire dans son propre dossier.";

/** Organisation, people, assets, projects and premises: chapters 1 to 5. */
export const GOVERNANCE: ControlEntries = {
  "ORG-SSI": {
    title: "Organisation SSI",
    extract:
      "Une organisation dédiée à la SSI est déployée à tous les niveaux de l'État, au sein de chaque ministère et au sein de chaque entité suivant les principes de l'IGI 1300. […]",
    coverage: "organisational",
    reason: ORGANISATION,
  },
  "ORG-ACT-SSI": {
    title: "Identification des acteurs SSI",
    extract:
      "L'organisation SSI de l'état s'appuie sur des acteurs SSI clairement identifiés, à tous les niveaux d'organisation de l'État. Les acteurs responsables en matière de SSI pour la protection du secret de la défense désignés dans l'IGI 1300, et les agents chargés de les assister dans cette mission […]",
    coverage: "organisational",
    reason: ORGANISATION,
  },
  "ORG-RSSI": {
    title: "Désignation du responsable SSI",
    extract:
      "Chaque autorité qualifiée en sécurité des systèmes d'information (AQSSI) s'appuie sur un ou plusieurs responsables de la sécurité des systèmes d'information (RSSI), chargé(s) de l'assister dans le pilotage et la gestion de la SSI. […]",
    coverage: "organisational",
    reason: ORGANISATION,
  },
  "ORG-RESP": {
    title: "Formalisation des responsabilités",
    extract:
      "Une note d'organisation fixe la répartition au sein de chaque entité et au niveau local des responsabilités et rôles en matière de SSI. Cette note sera, le plus souvent, proposée par le RSSI et validée par l'autorité qualifiée.",
    coverage: "organisational",
    reason:
      "Note d'organisation de l'entité. Le plan ne nomme que les référents des conventions, l'autorité d'homologation et les dépositaires du séquestre.",
  },
  "ORG-TIERS": {
    title: "Gestion contractuelle des tiers",
    extract:
      "Le RSSI coordonne les actions permettant l'intégration des clauses liées à la SSI dans tout contrat ou convention impliquant un accès par des tiers à des informations ou à des ressources informatiques.",
    coverage: "organisational",
    reason:
      "Clauses des contrats et conventions. Une règle propre (FLT-01) vérifie seulement que la convention de chaque périmètre est en vigueur.",
  },
  "ORG-PIL-PSSIM": {
    title: "Définition et pilotage de la PSSI ministérielle",
    extract:
      "Chaque ministère établit une politique SSI ministérielle, sous la responsabilité du HFDS. Cette politique reprend le socle commun établi par la présente PSSIE. Une structure de pilotage de la PSSI ministérielle est définie. […]",
    coverage: "organisational",
    reason: ORGANISATION,
  },
  "ORG-APP-INSTR": {
    title: "Application de l'instruction dans l'entité",
    extract:
      "Le RSSI planifie les actions de mise en application de la PSSIE. Il rend compte régulièrement de la mise en application des mesures de sécurité auprès de son autorité qualifiée et du FSSI.",
    coverage: "organisational",
    reason: ORGANISATION,
  },
  "ORG-APP-DOCS": {
    title: "Formalisation de documents d'application",
    extract:
      "Le RSSI formalise et tient à jour les documents d'application, approuvés par l'autorité qualifiée, permettant la mise en œuvre des mesures de la PSSIE sur son périmètre.",
    coverage: "organisational",
    reason:
      "Documents d'application approuvés par l'autorité qualifiée. Les pages générées du projet peuvent y être annexées, elles ne les remplacent pas.",
  },
  "RH-SSI": {
    title: "Charte d'application SSI",
    extract:
      "Une charte d'application de la politique SSI, récapitulant les mesures pratiques d'utilisation sécurisée des ressources informatiques et élaborée sous le pilotage de la chaîne fonctionnelle SSI, est communiquée à l'ensemble des agents de chaque entité. […]",
    coverage: "organisational",
    reason: PEOPLE,
  },
  "RH-MOTIV": {
    title: "Choix et sensibilisation des personnes tenant les postes clés de la SSI",
    extract:
      "Une attention particulière doit être portée au recrutement des personnes-clés de la SSI : RSSI, correspondants SSI locaux et administrateurs de sécurité. Les RSSI et leurs correspondants SSI locaux doivent être spécifiquement formés à la SSI. […]",
    coverage: "organisational",
    reason: PEOPLE,
  },
  "RH-CONF": {
    title: "Personnels de confiance",
    extract:
      "Toutes les personnes manipulant des informations sensibles doivent le faire avec une attention et une probité particulière, dans le respect des textes en vigueur. Les sanctions éventuelles s'appliquant aux cas de négligence ou de malveillance leur sont rappelées.",
    coverage: "organisational",
    reason: PEOPLE,
  },
  "RH-UTIL": {
    title: "Sensibilisation des utilisateurs des systèmes d'information",
    extract:
      "Chaque utilisateur doit être régulièrement informé des exigences de sécurité le concernant, et motivé à leur respect. Il doit être formé à l'utilisation des outils de travail conformément aux règles SSI.",
    coverage: "organisational",
    reason: PEOPLE,
  },
  "RH-MOUV": {
    title: "Mouvement de personnel",
    extract:
      "Une procédure permettant de gérer les arrivées, les mutations et les départs des collaborateurs dans les SI doit être formalisée, et appliquée strictement. […]",
    coverage: "partly",
    reason:
      "Pour les comptes d'agents : un agent n'entre que par la voie déclarée (SYN-21), et un compte que Synapse tient expire dans la durée déclarée s'il n'est pas renouvelé (SYN-23). Manquent : la révocation le jour du départ, les comptes d'administration, les locaux et les équipements, qui sont des procédures.",
  },
  "RH-NPERM": {
    title: "Personnel non permanent",
    extract:
      "Les règles de la PSSIE s'appliquent à tout personnel non permanent utilisateur d'un SI d'une administration de l'État. Les dispositions contractuelles préexistantes régissant l'emploi de ce personnel sont amendées si nécessaire. […]",
    coverage: "organisational",
    reason: PEOPLE,
  },
  "GDB-INVENT": {
    title: "Inventaire des ressources informatiques",
    extract:
      "Chaque entité établit et maintient à jour un inventaire des ressources informatiques sous sa responsabilité, en s'appuyant sur un outillage adapté. Cet inventaire est tenu à disposition du RSSI, ainsi que du FSSI et de l'ANSSI en cas de besoin de coordination opérationnelle. […]",
    coverage: "partly",
    reason:
      "Images, charts et fournisseurs sont désignés par version exacte et empreinte (SUP-01, SUP-04, TFM-01). Manquent : nœuds et matériel, base de configuration de l'entité, et l'historique, qui est celui du dépôt.",
  },
  "GDB-CARTO": {
    title: "Cartographie",
    extract:
      "La cartographie précise les centres informatiques, les architectures des réseaux (sur lesquelles sont identifiés les points névralgiques et la sensibilité des informations manipulées) et qualifie le niveau de sécurité attendu. […]",
    coverage: "partly",
    reason:
      "Tout ce qui serait déployé figure au plan (PLN-01) et chaque destination dit son motif et ses données (DST-01). Manquent : centres informatiques, réseau de l'hébergeur, niveau de sécurité attendu de chaque zone.",
  },
  "GDB-QUALIF-SENSI": {
    title: "Qualification des informations",
    extract:
      "La sensibilité de toute information doit être évaluée. Le marquage systématique des documents, en fonction du niveau de sensibilité, est fortement recommandé.",
    coverage: "partly",
    reason:
      "La sensibilité du système est déclarée avec l'homologation, chaque destination dit ses données, et HOM-02 confronte l'une aux autres. Manque : l'évaluation de chaque information, qui revient à qui la produit.",
  },
  "GDB-PROT-IS": {
    title: "Protection des informations",
    extract:
      "L'utilisateur doit protéger les informations qu'il est amené à manipuler dans le cadre de ses fonctions, selon leur sensibilité et tout au long de leur cycle de vie, depuis la création du brouillon jusqu'à son éventuelle destruction.",
    coverage: "organisational",
    reason: "Devoir de chaque utilisateur, tout au long de la vie de l'information.",
  },
  "INT-HOMOLOG-SSI": {
    title: "Homologation de sécurité des systèmes d'information",
    extract:
      "Tout système d'information doit faire l'objet d'une décision d'homologation de sa sécurité avant sa mise en exploitation dans les conditions d'emploi définies. […]",
    coverage: "partly",
    reason:
      "Décision et fin de validité sont déclarées et en vigueur (HOM-01) ; chaque dérogation renvoie à un risque résiduel déclaré. Manquent : la décision elle-même, l'analyse de risques, l'avis de la commission et les conditions d'emploi.",
  },
  "INT-SSI": {
    title: "Intégration de la sécurité dans les projets",
    extract:
      "La sécurité des systèmes d'information doit être prise en compte dans toutes les phases des projets informatiques, sous le contrôle de l'autorité d'homologation, de la conception et de la spécification du système jusqu'à son retrait du service.",
    coverage: "organisational",
    reason:
      "Conduite de projet, sous le contrôle de l'autorité d'homologation. Le jugement de chaque plan avant son déploiement y contribue.",
  },
  "INT-QUOT-SSI": {
    title: "Mise en œuvre au quotidien de la SSI",
    extract:
      "La sécurité des systèmes d'information se traite au quotidien par des pratiques d'hygiène informatique. Des procédures écrites définissent les actes élémentaires du maintien en condition de sécurité lors des phases de conception, évolution ou retrait d'un système.",
    coverage: "partly",
    reason:
      "Rien ne flotte : charts et fournisseurs sont figés par version et empreinte (SUP-04, TFM-01), et chaque alerte nomme sa procédure écrite (MON-01). Manquent : les procédures de retrait et l'application quotidienne.",
  },
  "INT-TDB": {
    title: "Créer un tableau de bord SSI",
    extract:
      "Un tableau de bord SSI est mis en place et tenu à jour. Il fournit au RSSI et aux autorités une vision générale du niveau de sécurité et de son évolution, rendant ainsi plus efficace le pilotage de la SSI. […]",
    coverage: "organisational",
    reason:
      "Tenir un tableau de bord et le présenter est une tâche du RSSI ; le rapport de chaque jugement (constats, dérogations et leurs échéances) l'alimente.",
  },
  "INT-AQ-PSL": {
    title: "Acquisition de produits et services de confiance",
    extract:
      "Lorsqu'ils sont disponibles, des produits ou des services de sécurité labellisés (certifiés, qualifiés) par l'ANSSI doivent être utilisés.",
    coverage: "not covered",
    reason:
      "Le plan nomme chaque composant et chaque hébergeur, mais ne dit ni lesquels sont labellisés par l'ANSSI, ni pourquoi un autre a été retenu.",
  },
  "INT-PRES-CS": {
    title: "Clauses de sécurité",
    extract:
      "Toute prestation dans le domaine des SI est encadrée par des clauses de sécurité. Ces clauses spécifient les mesures SSI que le prestataire doit respecter dans le cadre de ses activités.",
    coverage: "organisational",
    reason: CONTRACTS,
  },
  "INT-PRES-CNTRL": {
    title: "Suivi et contrôle des prestations fournies",
    extract:
      "Le maintien d'un niveau de sécurité au cours du temps nécessite un double contrôle : l'un, effectué périodiquement par l'équipe encadrant la prestation, qui porte sur les actions du sous-traitant et la conformité au cahier des charges – l'autre, effectué par une équipe externe, qui porte sur la […]",
    coverage: "organisational",
    reason: CONTRACTS,
  },
  "INT-REX-AR": {
    title: "Analyse de risques",
    extract:
      "Toute opération d'externalisation s'appuie sur une analyse de risques préalable, de façon à formaliser des objectifs de sécurité et définir des mesures adaptées. […]",
    coverage: "organisational",
    reason: "Analyse de risques préalable à l'externalisation : document de l'entité, versé au dossier d'homologation.",
  },
  "INT-REX-HB": {
    title: "Hébergement",
    extract:
      "L'hébergement des données sensibles de l'administration sur le territoire national est obligatoire, sauf accord du HFDS, et dérogation dûment motivée et précisée dans la décision d'homologation.",
    coverage: "partly",
    reason:
      "Plus strict que SecNumCloud 19.2 (Union européenne) : le territoire national prévaut. État, sauvegardes, copie des médias et destinations sont déclarés en France (SOV-02, SOV-03) ; seules notifications et signatures sortent, sur un fondement déclaré (SOV-04) ; cluster et registre sont déclarés en France eux aussi (SOV-06). Manque : la preuve de chaque déclaration, indéterminée tant qu'elle est une hypothèse.",
  },
  "INT-REX-HS": {
    title: "Hébergement et clauses de sécurité",
    extract:
      "Tout contrat d'hébergement détaille les dispositions mises en œuvre pour prendre en compte la SSI. Ce sont notamment les mesures prises pour assurer le maintien en condition de sécurité des systèmes et permettre une gestion de crise efficace (conditions d'accès aux journaux, mise en place […]",
    coverage: "organisational",
    reason: "Contrat d'hébergement : maintien en condition de sécurité, astreintes, accès aux journaux.",
  },
  "PHY-ZONES": {
    title: "Découpage des sites en zones de sécurité",
    extract:
      "Un découpage des sites en zones physiques de sécurité doit être effectué, en liaison avec le RSSI, les correspondants locaux SSI et les services en charge : de l'immobilier, de la sécurité et des moyens généraux. Pour chaque zone de sécurité, des critères précis d'autorisation d'accès sont établis.",
    coverage: "organisational",
    reason: SITE,
  },
  "PHY-PUBL": {
    title: "Accès réseau en zone d'accueil du public",
    extract:
      "Tout accès réseau installé dans une zone d'accueil du public doit être filtré ou isolé du reste du réseau informatique de l'entité.",
    coverage: "organisational",
    reason: SITE,
  },
  "PHY-SENS": {
    title: "Protection des informations sensibles au sein des zones d'accueil",
    extract:
      "Le traitement d'informations sensibles au sein des zones d'accueil est à éviter. Si un tel traitement est strictement nécessaire, il doit rester ponctuel et exceptionnel. […]",
    coverage: "organisational",
    reason: SITE,
  },
  "PHY-TECH": {
    title: "Sécurité physique des locaux techniques",
    extract:
      "L'accès aux locaux techniques abritant des équipements d'alimentation et de distribution d'énergie, ou des équipements de réseau et de téléphonie, doit être physiquement protégé.",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-TELECOM": {
    title: "Protection des câbles électriques et de télécommunications",
    extract:
      "Il convient de protéger le câblage réseau contre les dommages et les interceptions des communications qu'ils transmettent. En complément, les panneaux de raccordements et les salles des câbles doivent être placés en dehors des zones d'accueil du public et leur accès doit être contrôlé.",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CTRL": {
    title: "Contrôles anti-piégeages",
    extract:
      "Sur les SI particulièrement sensibles, il convient de mener des contrôles anti-piégeages réguliers, effectués par du personnel formé. Il peut être fait appel à des services spécialisés (opérations dites de « dépoussiérage »).",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-LOC": {
    title: "Découpage des locaux en zones de sécurité",
    extract:
      "Un découpage du centre informatique en zones physiques de sécurité doit être effectué, en liaison avec le RSSI et les services en charge de l'immobilier, de la sécurité et des moyens généraux. Des règles doivent fixer les conditions d'accès à ces différentes zones.",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-HEBERG": {
    title: "Convention de service en cas d'hébergement tiers",
    extract:
      "Dans le cas où un tiers gère tout ou partie des locaux du centre informatique, une convention de service, définissant les responsabilités mutuelles en matière de sécurité, doit être établie entre ce tiers et l'entité ou le ministère.",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-CTRLACC": {
    title: "Contrôle d'accès physique",
    extract:
      "L'accès aux zones internes (autorisées uniquement au personnel du centre informatique ou aux visiteurs accompagnés) et restreintes (autorisées aux seules personnes habilitées ou aux visiteurs accompagnés) doit reposer sur un dispositif de contrôle d'accès physique. […]",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-MOYENS": {
    title: "Délivrance des moyens d'accès physique",
    extract:
      "La délivrance des moyens d'accès physique doit respecter un processus formel permettant de s'assurer de l'identité de la personne, s'appuyant sur le processus d'arrivée et de départ du personnel. […]",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-TRACE": {
    title: "Traçabilité des accès",
    extract:
      "Une traçabilité des accès, par les visiteurs externes, aux zones restreintes doit être mise en place. Ces traces sont alors conservées un an, dans le respect des textes protégeant les données personnelles.",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-ENERGIE": {
    title: "Local énergie",
    extract:
      "L'alimentation secteur des équipements devra être conforme aux règles de l'art, de façon à se prémunir des atteintes à la sécurité des personnes et équipements liées à un défaut électrique.",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-CLIM": {
    title: "Climatisation",
    extract:
      "Un dispositif de climatisation dimensionné en fonction des besoins énergétiques du système informatique doit être installé. Des procédures de réaction en cas de panne, connues du personnel, doivent être élaborées et vérifiées annuellement. […]",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-INC": {
    title: "Lutte contre l'incendie",
    extract:
      "L'installation de matériel de protection contre le feu est obligatoire. Des procédures de réaction à un incendie sont définies et régulièrement testées. Les salles techniques doivent être propres. […]",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-CI-EAU": {
    title: "Lutte contre les voies d'eau",
    extract:
      "Une étude sur les risques dus aux voies d'eau doit être réalisée. Cette étude doit notamment prendre en compte le risque de fuite sur un collecteur d'eau douce.",
    coverage: "platform",
    reason: PREMISES,
  },
  "PHY-SI-SUR": {
    title: "Sécurisation du SI de sûreté",
    extract:
      "Pour les sites physiques considérés comme importants, des mesures de protection doivent être définies et appliquées en se basant sur les conclusions d'une analyse de risques. […]",
    coverage: "platform",
    reason: PREMISES,
  },
};
