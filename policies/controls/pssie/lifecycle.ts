import type { ControlEntries } from "../control";

const DEVELOPMENT = "Conduite du développement : se montre dans le dépôt et ses tests, non dans le plan.";

const INCIDENTS =
  "Chaîne opérationnelle de traitement des incidents : procédures de l'entité. Chaque alerte du plan nomme la sienne (MON-01).";

const CONTINUITY = "Plan de continuité de l'entité : document et décision, hors du plan.";

/** Development, incidents, continuity and checks: chapters 10 to 13. */
export const LIFECYCLE: ControlEntries = {
  "DEV-INTEGR-SECLOC": {
    title: "Intégrer la sécurité dans les développements locaux",
    extract:
      "Toute initiative locale de développement informatique doit respecter les exigences nationales en matière de SSI, concernant la prise en compte de la sécurité dans les projets et les développements informatiques. […]",
    coverage: "organisational",
    reason: DEVELOPMENT,
  },
  "DEV-SOUS-TRAIT": {
    title: "Intégrer des clauses SSI dans les contrats de sous-traitance de développement informatique",
    extract:
      "Lors de l'écriture d'un contrat de sous-traitance de développement, plusieurs clauses relatives à la SSI doivent être intégrées : formation obligatoire des développeurs sur le développement sécurisé et sur les vulnérabilités classiques ; […]",
    coverage: "organisational",
    reason: DEVELOPMENT,
  },
  "DEV-FUITES": {
    title: "Limiter les fuites d'information",
    extract:
      "Les fuites d'informations techniques sur les logiciels utilisés permettent aux attaquants de déceler plus facilement d'éventuelles vulnérabilités. […]",
    coverage: "not covered",
    reason:
      "Rien dans le plan ne retire des réponses publiques le nom et la version des produits, et aucune règle ne le demande.",
  },
  "DEV-LOG-ADHER": {
    title: "Réduire l'adhérence des applications à des produits ou technologies spécifiques",
    extract:
      "Le fonctionnement d'une application s'appuie sur un environnement logiciel et matériel. En phases de conception et de spécification technique, il est nécessaire de s'assurer que les applications n'ont pas une trop forte adhérence vis-à-vis des environnements sur lesquels elles reposent. […]",
    coverage: "organisational",
    reason: DEVELOPMENT,
  },
  "DEV-LOG-CRIT": {
    title: "Instaurer des critères de développement sécurisé",
    extract:
      "Une fois passées les phases de définition des besoins et de conception de l'architecture applicative, le niveau de sécurité d'une application dépend fortement des modalités pratiques suivies lors de sa phase de développement.",
    coverage: "organisational",
    reason: DEVELOPMENT,
  },
  "DEV-LOG-CYCLE": {
    title: "Intégrer la sécurité dans le cycle de vie logiciel",
    extract:
      "La sécurité doit être intégrée à toutes les étapes du cycle de vie du projet, depuis l'expression des besoins jusqu'à la maintenance applicative, en passant par la rédaction du cahier des charges et les phases de recette.",
    coverage: "organisational",
    reason: DEVELOPMENT,
  },
  "DEV-LOG-WEB": {
    title: "Améliorer la prise en compte de la sécurité dans les développements Web",
    extract:
      "Les développements Web (et les développements en PHP en particulier) font l'objet de problèmes de sécurité récurrents qui ont conduit à la constitution de référentiels de sécurité. Ces référentiels ont pour objectif de fixer des RÈGLES DE BONNES PRATIQUES à l'usage des développeurs. […]",
    coverage: "organisational",
    reason: DEVELOPMENT,
  },
  "DEV-LOG-PASS": {
    title: "Calculer les empreintes de mots de passe de manière sécurisée",
    extract:
      "Lorsqu'une application doit stocker les mots de passe de ses utilisateurs, il est important de mettre en œuvre des mesures permettant de se prémunir contre les attaques documentées : attaques par dictionnaire, attaques par tables arc-en-ciel, attaques par force brute, etc.",
    coverage: "partly",
    reason:
      "Hachage bcrypt de douze tours au moins, salé, avec un secret hors de la base, ou aucun mot de passe (SYN-18). Manque : la force de bcrypt face aux recommandations actuelles n'est pas attestée.",
  },
  "DEV-FILT-APPL": {
    title: "Mettre en œuvre des fonctionnalités de filtrage applicatif pour les applications à risque",
    extract:
      "Devant les applications à risques, il est recommandé de faire usage d'une solution tierce de filtrage applicatif.",
    coverage: "partly",
    reason:
      "Un routeur par serveur trie chemins et méthodes avant Synapse (NET-07), la bordure trie la fédération entrante (FED-01). Manque : aucun pare-feu applicatif tiers n'examine le contenu des requêtes.",
  },
  "TI-OPS-SSI": {
    title: "Chaînes opérationnelles SSI",
    extract:
      "Les chaînes opérationnelles des ministères concourent à l'effort national de cybersécurité. Les alertes et les incidents sont gérés selon des procédures testées lors d'exercices. La coordination des compétences est organisée à l'échelon ministériel. […]",
    coverage: "organisational",
    reason: INCIDENTS,
  },
  "TI-MOB": {
    title: "Mobilisation en cas d'alerte",
    extract:
      "En cas d'alerte de sécurité identifiée au niveau national, les RSSI de chaque entité s'assurent de la bonne application des exigences formulées par les instances nationales, dans les meilleurs délais.",
    coverage: "organisational",
    reason: INCIDENTS,
  },
  "TI-QUAL-TRAIT": {
    title: "Qualification et traitement des incidents",
    extract:
      "La chaîne fonctionnelle SSI est informée par la chaîne opérationnelle de tout incident de sécurité, et contribue si nécessaire à la qualification de l'incident et au pilotage de son traitement.",
    coverage: "organisational",
    reason: INCIDENTS,
  },
  "TI-INC-REM": {
    title: "Remontée des incidents",
    extract:
      "Tout incident de sécurité, même apparemment mineur, dont l'impact dépasse ou est susceptible de dépasser le SI d'une entité ou d'un ministère, fait l'objet d'un compte-rendu, via la chaîne SSI, au Centre opérationnel de la sécurité des systèmes d'information (COSSI) de l'ANSSI. […]",
    coverage: "organisational",
    reason: INCIDENTS,
  },
  "PCA-MINIS": {
    title: "Définition du plan ministériel de continuité d'activité des Systèmes d'information",
    extract:
      "Chaque ministère définit un plan de continuité d'activité ministériel des systèmes d'information permettant d'assurer, en cas de sinistre, la continuité d'activité des systèmes d'information.",
    coverage: "organisational",
    reason: CONTINUITY,
  },
  "PCA-LOCAL": {
    title: "Définition du plan local de continuité d'activité des systèmes d'information",
    extract:
      "Le directeur des systèmes d'information ou le RSSI d'une entité définit la structure et les attendus du plan de continuité d'activité des systèmes d'information permettant d'assurer effectivement, en cas de sinistre, la continuité d'activité.",
    coverage: "organisational",
    reason: CONTINUITY,
  },
  "PCA-SUIVILOCAL": {
    title: "Suivi de la mise en œuvre du PCA local des Systèmes d'information (PCA des SI)",
    extract:
      "Le RSSI d'une entité s'assure de la bonne mise en œuvre des dispositions prévues dans le plan de continuité d'activité des systèmes d'information.",
    coverage: "organisational",
    reason: CONTINUITY,
  },
  "PCA-PROC": {
    title: "Mise en œuvre des dispositifs techniques et des procédures opérationnelles",
    extract:
      "Les équipes informatiques mettent en œuvre les dispositifs techniques et les procédures opérationnelles contribuant à la continuité des SI, en assurent la supervision au quotidien et la maintenance dans le temps.",
    coverage: "partly",
    reason:
      "Dispositifs montrés : perte d'une zone (HA-01, PG-01, OBJ-01), rien d'oublié pour restaurer (ESC-01), exercices de restauration (BCK-04), alertes et procédures (MON-01). Manque : la perte du site, qui reste une procédure.",
  },
  "PCA-SAUVE": {
    title: "Protection de la disponibilité des sauvegardes",
    extract:
      "Les sauvegardes de données ne doivent pas être soumises aux mêmes risques de sinistres que les données sauvegardées.",
    coverage: "partly",
    reason:
      "Sauvegardes et copie des médias sont sur un autre site déclaré, sous d'autres clés (BCK-02, BCK-05). Manque : la preuve que ce site ne partage aucun risque avec le premier.",
  },
  "PCA-PROT": {
    title: "Protection de la confidentialité des sauvegardes",
    extract: "Les sauvegardes doivent être traitées de manière à garantir leur confidentialité et leur intégrité.",
    coverage: "partly",
    reason:
      "Sauvegardes chiffrées en transit et au repos, verrouillées contre l'effacement (BCK-03), clés propres à chaque serveur (BCK-02). Manque : le chiffrement au repos et le verrou sont tenus par le magasin, hors du plan.",
  },
  "PCA-EXERC": {
    title: "Exercice régulier du plan local de continuité d'activité des systèmes d'information",
    extract:
      "Le RSSI d'une entité organise des exercices réguliers, afin de tester le plan local de continuité d'activité des systèmes d'information",
    coverage: "partly",
    reason:
      "Chaque serveur est restauré à blanc à son tour (BCK-04). Manque : l'exercice du plan de continuité lui-même, avec les équipes.",
  },
  "PCA-MISAJOUR": {
    title: "Mise à jour du plan local de continuité d'activité des systèmes d'information",
    extract:
      "Le RSSI d'une entité assure le maintien à jour du plan local de continuité d'activité des Systèmes d'information",
    coverage: "organisational",
    reason: CONTINUITY,
  },
  "CONTR-SSI": {
    title: "Contrôles locaux",
    extract:
      "La conformité à la PSSIE et à la PSSI ministérielle est vérifiée par des contrôles réguliers. Les RSSI de chaque entité conduisent des actions locales d'évaluation de la conformité à la PSSIE et contribuent à la consolidation, dans un bilan annuel, de l'état d'avancement de sa mise en œuvre.",
    coverage: "organisational",
    reason: "Contrôles et bilan du RSSI. Chaque plan est jugé avant d'être déployé, ce qui en est une pièce.",
  },
  "CONTR-BILAN-SSI": {
    title: "Bilan annuel",
    extract:
      "Chaque ministère établit un bilan annuel mesurant sa maturité SSI globale. L'ANSSI consolide l'ensemble de ces bilans. Le document de synthèse est soumis au Premier ministre.",
    coverage: "organisational",
    reason: "Bilan annuel du ministère : hors du déploiement.",
  },
};
