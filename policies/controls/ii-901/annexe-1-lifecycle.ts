import type { RestatedEntries } from "../control";

/** Workstations, development, incidents, continuity and checks, as entities outside of the State have them. */
export const ANNEXE_1_LIFECYCLE: RestatedEntries = {
  "PDT-GEST": {
    title: "Fourniture et gestion des postes de travail",
    extract:
      "Les postes de travail utilisés dans le cadre professionnel sont fournis et gérés par l'équipe Locale chargée des SI.",
  },
  "PDT-CONFIG": {
    title: "Formalisation de la configuration des postes de travail",
    extract:
      "Une procédure formalisée de configuration des postes de travail est établie par chaque entité, conformément aux recommandations de l'ANSSI.",
  },
  "PDT-VEROUIL-FIXE": {
    title: "Verrouillage de l'unité centrale des postes fixes",
    extract:
      "Lorsque l'unité centrale d'un poste fixe est peu volumineuse, donc susceptible d'être facilement emportée, elle doit être protégée contre le vol par un système d'attache, par exemple par un câble antivol.",
  },
  "PDT-VEROUIL-PORT": {
    title: "Verrouillage des postes portables",
    extract:
      "Un câble physique de sécurité doit être fourni avec chaque poste portable. Les utilisateurs doivent être sensibilisés à son utilisation.",
  },
  "PDT-REAFFECT": {
    title: "Réaffectation du poste de travail",
    extract:
      "Une procédure de SSI définit les règles concernant le traitement à appliquer aux informations ayant été stockées ou manipulées sur les postes réaffectés.",
  },
  "PDT-PRIVIL": {
    title: "Privilèges des utilisateurs sur les postes de travail",
    extract:
      "La gestion des privilèges des utilisateurs sur leurs postes de travail doit suivre le principe du moindre privilège : chaque utilisateur ne doit disposer que des privilèges nécessaires à la conduite des actions relevant de sa mission.",
  },
  "PDT-PRIV": {
    title: "Utilisation des privilèges d'accès des administrateurs",
    extract:
      "Les privilèges d'accès des administrateurs doivent être utilisés uniquement pour les actions d'administration le nécessitant.",
  },
  "PDT-ADM-LOCAL": {
    title: "Gestion du compte de l'administrateur local",
    extract:
      "L'accès au compte de l'administrateur local sur les postes de travail doit être strictement limité aux équipes en charge de l'exploitation et du support sur ces postes de travail.",
  },
  "PDT-STOCK": {
    title: "Stockage des informations",
    extract:
      "Dans la mesure du possible, les données traitées par les utilisateurs doivent être stockées sur des espaces en réseau, eux-mêmes sauvegardés selon les exigences des entités et en accord avec les règles de sécurité en vigueur.",
  },
  "PDT-SAUV-LOC": {
    title: "Sauvegarde et synchronisation des données locales",
    extract:
      "Dans le cas où des données doivent être stockées localement sur le poste de travail, des moyens de synchronisation ou de sauvegarde doivent être fournis aux utilisateurs.",
  },
  "PDT-PART-FIC": {
    title: "Partage de fichiers",
    extract:
      "Le partage de répertoires ou de données hébergées localement sur les postes de travail n'est pas autorisé.",
  },
  "PDT-SUPPR-PART": {
    title: "Suppression des données sur les postes partagés",
    extract:
      "Les données présentes sur les postes partagés (portable de prêt, par exemple) doivent être supprimées entre deux utilisations, dès lors que les utilisateurs ne disposent pas du même besoin d'en connaître.",
  },
  "PDT-CHIFF-SENS": {
    title: "Chiffrement des données sensibles",
    extract:
      "Un moyen de chiffrement labellisé doit être mis à la disposition des utilisateurs et des administrateurs afin de chiffrer les données sensibles stockées sur les postes de travail, les serveurs, les espaces de travail ou les supports amovibles.",
  },
  "PDT-AMOV": {
    title: "Fourniture de supports de stockage amovibles",
    extract:
      "Les supports de stockage amovibles (clés USB et disque durs externes, notamment) doivent être fournis aux utilisateurs par l'équipe locale chargée des SI.",
  },
  "PDT-NOMAD-ACCESS": {
    title: "Accès à distance aux SI de l'entité",
    extract:
      "Les accès à distance aux SI de l'entité (accès dits « nomades ») doivent intervenir via des réseaux privés virtuels (VPN) de confiance conformes aux recommandations de l'ANSSI.",
  },
  "PDT-NOMAD-PAREFEU": {
    title: "Pare-feu local",
    extract: "Un pare-feu local conforme aux recommandations de l'ANSSI doit être installé sur les postes nomades.",
  },
  "PDT-NOMAD-STOCK": {
    title: "Stockage local d'information sur les postes nomades",
    extract:
      "Le stockage local d'information sur les postes de travail nomades doit être limité au strict nécessaire. Les informations sensibles doivent être obligatoirement chiffrées par un moyen de chiffrement labellisé.",
  },
  "PDT-NOMAD-FILT": {
    title: "Filtre de confidentialité",
    extract:
      "Pour les postes de travail nomades manipulant des données sensibles, un filtre de confidentialité doit être fourni et être positionné sur l'écran dès lors que le poste est utilisé en dehors de l'entité.",
  },
  "PDT-NOMAD-CONNEX": {
    title: "Configuration des interfaces de connexion sans fil",
    extract:
      "La configuration des interfaces de connexion sans fil doit interdire les usages dangereux de ces interfaces.",
  },
  "PDT-NOMAD-DESACTIV": {
    title: "Désactivation des interfaces de connexion sans fil",
    extract:
      "Des règles de configuration des interfaces de connexion sans fil (Wifi, Bluetooth, 3G, etc.), permettant d'interdire les usages non maîtrisés et d'éviter les intrusions via ces interfaces, doivent être définies et appliquées. Les interfaces sans fil ne doivent être activées qu'en cas de besoin.",
  },
  "PDT-MUL-DURCISS": {
    title: "Durcissement des imprimantes et des copieurs multifonctions",
    extract:
      "Les imprimantes et les copieurs multifonctions hébergés localement dans une entité doivent faire l'objet d'un durcissement en termes de sécurité: changement des mots de passe initialement fixés par le constructeur, désactivation des interfaces en réseau inutiles, suppression des services […]",
  },
  "PDT-MUL-SECNUM": {
    title: "Sécurisation de la fonction de numérisation",
    extract:
      "Lorsqu'elle est activée, la fonction de numérisation sur les copieurs multifonctions hébergés dans une entité doit être sécurisée. Les mesures de sécurité suivantes doivent notamment être appliquées : envoi de documents uniquement à destination d'une adresse de messagerie interne à l'entité […]",
  },
  "PDT-TEL-MINIM": {
    title: "Sécuriser la configuration des autocommutateurs",
    extract:
      "Les autocommutateurs doivent être maintenus à jour en ce qui concerne les correctifs de sécurité. Leur configuration doit être durcie. La définition et l'affectation des droits d'accès et des privilèges aux utilisateurs (transfert départ-départ, entrée en tiers, interphonie, autorisation de […]",
  },
  "PDT-TEL-CODES": {
    title: "Codes d'accès téléphoniques",
    extract:
      "Il est nécessaire de sensibiliser les utilisateurs au besoin de modifier le code d'accès de leur téléphone et de leur messagerie vocale.",
  },
  "PDT-TEL-DECT": {
    title: "Limiter l'utilisation du DECT",
    extract:
      "Les communications réalisées au travers du protocole DECT sont susceptibles d'être interceptées, même si les mécanismes d'authentification et de chiffrement que propose ce protocole sont activés. […]",
  },
  "PDT-CONF-VERIF": {
    title: "Utiliser des outils de vérification automatique de la conformité",
    extract:
      "Un outil de vérification régulière de la conformité des éléments de configuration des postes de travail doit être mis en place, afin d'éviter une dérive dans le temps de ces éléments de configuration.",
  },
  "DEV-INTEGR-SECLOC": {
    title: "Intégrer la sécurité dans les développements locaux",
    extract:
      "Toute initiative locale de développement informatique doit respecter les recommandations de l'ANSSI, concernant la prise en compte de la sécurité dans les projets et les développements informatiques. […]",
  },
  "DEV-SOUS-TRAIT": {
    title: "Intégrer des clauses de SSI dans les contrats de sous-traitance de développement informatique",
    extract:
      "Lors de l'écriture d'un contrat de sous-traitance de développement, plusieurs clauses relatives à la SSI doivent être intégrées : formation obligatoire des développeurs sur le développement sécurisé et sur les vulnérabilités classiques; […]",
  },
  "DEV-FUITES": {
    title: "Limiter les fuites d'information",
    extract:
      "Les fuites d'informations techniques sur les logiciels utilisés permettent aux attaquants de déceler plus facilement d'éventuelles vulnérabilités. […]",
  },
  "DEV-LOG-ADHER": {
    title: "Réduire l'adhérence des applications à des produits ou à technologies spécifiques",
    extract:
      "Le fonctionnement d'une application s'appuie sur un environnement logiciel et matériel. En phases de conception et de spécification technique, il est nécessaire de s'assurer que les applications n'ont pas une trop forte adhérence vis-à-vis des environnements sur lesquels elles reposent. […]",
  },
  "DEV-LOG-CRIT": {
    title: "Instaurer des critères de développement sécurisé",
    extract:
      "Une fois passées les phases de définition des besoins et de conception de l'architecture applicative, le niveau de sécurité d'une application dépend fortement des modalités pratiques suivies lors de sa phase de développement.",
  },
  "DEV-LOG-CYCLE": {
    title: "Intégrer la sécurité dans le cycle de vie du logiciel",
    extract:
      "La sécurité doit être intégrée à toutes les étapes du projet, depuis l'expression des besoins jusqu'à la maintenance applicative, en passant par la rédaction du cahier des charges et les phases de recette.",
  },
  "DEV-LOG-WEB": {
    title: "Améliorer la prise en compte de la sécurité dans les développements Web",
    extract:
      "Les développements Web, en particulier les développements en PHP, font l'objet de problèmes de sécurité récurrents qui ont conduit à la constitution de référentiels de sécurité. Ces référentiels ont pour objectif de fixer des règles de bonne pratique à l'usage des développeurs. […]",
  },
  "DEV-LOG-PASS": {
    title: "Calculer les empreintes de mots de passe de manière sécurisée",
    extract:
      "Lorsqu'une application doit stocker les mots de passe de ses utilisateurs, il est important de mettre en œuvre des mesures permettant de se prémunir contre les attaques documentées : attaques par dictionnaire, attaques par tables dites « arc-en-ciel », attaques par force brute, etc.",
  },
  "DEV-FILT-APPL": {
    title: "Mettre en œuvre des fonctionnalités de filtrage applicatif pour les applications à risque",
    extract:
      "Devant les applications à risques, il est recommandé de faire usage d'une solution tierce de filtrage applicatif.",
  },
  "TI-OPS-SSI": {
    title: "Chaînes opérationnelles de la SSI",
    extract:
      "Les alertes et les incidents sont gérés selon des procédures testées lors d'exercices. La coordination des compétences est organisée à l'échelon de l'entité. Les situations d'urgences peuvent faire appel à des mesures définies préalablement dans le cadre de plans.",
  },
  "TI-MOB": {
    title: "Mobilisation en cas d'alerte",
    extract:
      "En cas d'alerte de sécurité identifiée au niveau national, les RSSI de chaque entité s'assurent de la bonne application des exigences formulées par les instances nationales, dans les meilleurs délais.",
  },
  "TI-QUAL-TRAIT": {
    title: "Qualification et traitement des incidents",
    extract:
      "La chaîne fonctionnelle de la SSI est informée par la chaîne opérationnelle de tout incident de sécurité et contribue si nécessaire à la qualification de l'incident et au pilotage de son traitement.",
  },
  "TI-INC-REM": {
    title: "Remontée des incidents",
    extract:
      "Tout incident de sécurité, même apparemment mineur, dont l'impact dépasse ou est susceptible de dépasser le SI d'une entité, fait l'objet d'un compte-rendu, via la chaîne de SSI, au centre opérationnel de la sécurité des systèmes d'information (COSSI) de l'ANSSI. […]",
  },
  "PCA-MINIS": {
    title: "Définition du plan de continuité d'activité des SI",
    extract:
      "Chaque entité définit un plan de continuité d'activité des SI permettant d'assurer, en cas de sinistre, la continuité d'activité des SI.",
  },
  "PCA-LOCAL": {
    title: "Définition du plan local de continuité d'activité des systèmes d'information",
    extract:
      "Le directeur des systèmes d'information ou le RSSI d'une entité définit la structure et les objectifs du plan de continuité d'activité des systèmes d'information permettant d'assurer effectivement, en cas de sinistre, la continuité de l'activité.",
  },
  "PCA-SUIVILOCAL": {
    title: "Suivi de la mise en œuvre du plan de continuité d'activité local des SI",
    extract:
      "Le RSSI d'une entité s'assure de la bonne mise en œuvre des dispositions prévues dans le plan de continuité d'activité des systèmes d'information.",
  },
  "PCA-PROC": {
    title: "Mise en œuvre des dispositifs techniques et des procédures opérationnelles",
    extract:
      "Les équipes informatiques mettent en œuvre les dispositifs techniques et les procédures opérationnelles contribuant à la continuité des SI. Elles en assurent la supervision quotidienne et la maintenance dans le temps.",
  },
  "PCA-SAUVE": {
    title: "Protection de la disponibilité des sauvegardes",
    extract:
      "Les données sauvegardées ne doivent pas être soumises aux mêmes risques de sinistres que les données en cours d'exploitation.",
  },
  "PCA-PROT": {
    title: "Protection de la confidentialité des sauvegardes",
    extract: "Les sauvegardes doivent être traitées de manière à garantir leur confidentialité et leur intégrité.",
  },
  "PCA-EXERC": {
    title: "Exercice régulier du plan local de continuité d'activité des systèmes d'information",
    extract:
      "Le RSSI d'une entité organise des exercices réguliers, afin de tester le plan local de continuité d'activité des systèmes d'information.",
  },
  "PCA-MISAJOUR": {
    title: "Mise à jour du plan local de continuité d'activité des systèmes d'information",
    extract: "Le RSSI d'une entité assure la tenue à jour du plan local de continuité d'activité des SI.",
  },
  "CONTR-SSI": {
    title: "Contrôles locaux",
    extract:
      "La conformité à la PSSI de l'entité est vérifiée par des contrôles réguliers. Les RSSI de chaque entité conduisent des actions locales d'évaluation de la conformité à la PSSI et contribuent à la consolidation, dans un bilan annuel, de l'état d'avancement de sa mise en œuvre.",
  },
};
