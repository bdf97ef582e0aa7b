import type { ControlEntries } from "../control";

/** Chapters 5 to 11: access, cryptology, and what binds the provider alone. */
export const ACCESS: ControlEntries = {
  "chapitre 5": {
    title: "Politiques de sécurité de l'information et gestion du risque",
    coverage: "platform",
    reason: "Lie le prestataire seul : politique et appréciation des risques de son service.",
  },
  "chapitre 6": {
    title: "Organisation de la sécurité de l'information",
    coverage: "platform",
    reason: "Lie le prestataire seul : sa propre organisation.",
  },
  "chapitre 7": {
    title: "Sécurité des ressources humaines",
    coverage: "platform",
    reason: "Lie le prestataire seul : son personnel.",
  },
  "chapitre 8": {
    title: "Gestion des actifs",
    coverage: "platform",
    reason:
      "Lie le prestataire : inventaire et supports de son service. L'exigence que le commanditaire peut tenir aussi pour lui-même suit.",
  },
  "8.1.b": {
    title: "Inventaire et propriété des actifs",
    extract:
      "Le prestataire doit tenir à jour l'inventaire de l'ensemble des logiciels mettant en œuvre le service. Cet inventaire doit identifier pour chaque logiciel, sa version et les équipements sur lesquels le logiciel est installé.",
    coverage: "partly",
    reason:
      "Pour le commanditaire : images, charts et fournisseurs sont inventoriés par version exacte et empreinte (SUP-01, SUP-04, TFM-01). Manquent : les logiciels des nœuds et du cluster, ceux du prestataire.",
  },
  "chapitre 9": {
    title: "Contrôle d'accès et gestion des identités",
    coverage: "platform",
    reason:
      "Ce qui suit est ce que le déploiement du commanditaire montre aussi ; le reste du chapitre (comptes, droits et revues du prestataire, support) ne lie que lui.",
  },
  "9.3.b": {
    title: "Gestion des droits d'accès",
    extract:
      "Le prestataire doit mettre à la disposition de ses commanditaires les outils et les moyens qui permettent une différenciation des rôles des utilisateurs du service, par exemple suivant leur rôle fonctionnel.",
    coverage: "partly",
    reason:
      "Rôles différenciés pour les agents et les externes (SYN-23), pour les comptes de service (K8S-14). Manque : la gestion des rôles d'administration offerte par le prestataire.",
  },
  "9.5.b": {
    title: "Gestion des authentifications des utilisateurs",
    extract:
      "Tout mécanisme d'authentification doit prévoir le blocage d'un compte après un nombre limité de tentatives infructueuses.",
    coverage: "partly",
    reason:
      "Les essais sont ralentis jusqu'à devenir inutiles (SYN-15). Manque : un blocage du compte au sens strict, que Synapse n'a pas ; là où ProConnect authentifie, il lui revient.",
  },
  "9.5.c": {
    title: "Gestion des authentifications des utilisateurs",
    extract:
      "Dans le cadre d'un service SaaS, le prestataire doit proposer à ses commanditaires des moyens d'authentification à multiples facteurs pour l'accès des utilisateurs finaux.",
    coverage: "partly",
    reason:
      "Chaque serveur demande à ProConnect le niveau déclaré (AUT-02). Manque : un second facteur, que le niveau documenté de ProConnect ne dit pas et que chaque administration décide ; le niveau rendu n'est pas relu.",
  },
  "9.6.d": {
    title: "Accès aux interfaces d'administration",
    extract:
      "Les interfaces d'administration utilisées par le prestataire ne doivent pas être accessibles à partir d'un réseau public et ainsi ne doivent permettre aucune connexion des utilisateurs sous la responsabilité du commanditaire.",
    coverage: "partly",
    reason:
      "Pour le service du commanditaire : aucune interface d'administration sur une route publique (NET-07), aucun port ouvert hors du bord (NET-06). Manquent : les interfaces du prestataire.",
  },
  "9.6.e": {
    title: "Accès aux interfaces d'administration",
    extract:
      "Si des interfaces d'administration sont mises à disposition des commanditaires avec un accès via un réseau public, les flux d'administration doivent être authentifiés et chiffrés avec des moyens en accord avec les exigences du chapitre 10.2.",
    coverage: "platform",
    reason:
      "Interfaces de gestion du prestataire (API du cloud et du cluster) : leur chiffrement lui revient. Celles de l'application ne sont sur aucune route publique.",
  },
  "9.6.f": {
    title: "Accès aux interfaces d'administration",
    extract:
      "Le prestataire doit mettre en place un système d'authentification multifacteur fort pour l'accès : aux interfaces d'administration utilisées par le prestataire ; aux interfaces d'administration dédiées aux commanditaires.",
    coverage: "platform",
    reason:
      "Authentification multifacteur aux interfaces de gestion : fournie par le prestataire, exigée par le commanditaire de ses propres administrateurs.",
  },
  "9.6.g": {
    title: "Accès aux interfaces d'administration",
    extract:
      "Dans le cadre d'un service SaaS, les interfaces d'administration mises à disposition des commanditaires doivent être différenciées des interfaces permettant l'accès des utilisateurs finaux.",
    coverage: "partly",
    reason:
      "Les chemins connus de l'administration de Synapse, de MAS et du magasin des médias ne répondent sur aucune route des utilisateurs, sous les graphies essayées (NET-07), et celle de MAS n'a pas leur port (AUT-01). Manque : une liste positive de tout chemin public.",
  },
  "9.6.j": {
    title: "Accès aux interfaces d'administration",
    extract:
      "Lorsque le prestataire utilise un service de type CaaS comme socle d'un autre type de service (PaaS ou SaaS), les ressources affectées à l'usage du prestataire ne doivent en aucun cas être accessibles via l'interface publique mise à disposition des autres commanditaires du service CaaS.",
    coverage: "partly",
    reason:
      "Le service du commanditaire est lui-même bâti sur des conteneurs : ce qui l'administre n'est pas joignable par son interface publique (NET-07). Manque : l'API du cluster, que protège la plateforme.",
  },
  "9.7.a": {
    title: "Restriction des accès à l'information",
    extract: "Le prestataire doit mettre en œuvre des mesures de cloisonnement appropriées entre ses commanditaires.",
    coverage: "partly",
    reason:
      "Entre périmètres : bases (NET-04), seaux (OBJ-02), secrets (SEC-04), noms et espaces (SYN-19) séparés. Manquent : nœuds et services communs, et le cloisonnement du prestataire entre ses clients.",
  },
  "9.7.c": {
    title: "Restriction des accès à l'information",
    extract:
      "Le prestataire doit concevoir, développer, configurer et déployer le système d'information du service en assurant au moins un cloisonnement entre d'une part l'infrastructure technique et d'autre part les équipements nécessaires à l'administration des services et des ressources qu'elle héberge.",
    coverage: "partly",
    reason:
      "L'application n'a de droits ni sur le cluster (K8S-14) ni sur le nœud (K8S-07). Manque : le réseau d'administration du prestataire.",
  },
  "chapitre 10": {
    title: "Cryptologie",
    coverage: "platform",
    reason:
      "Ce qui suit est ce que le déploiement du commanditaire montre aussi ; les mécanismes du prestataire sous le cluster ne lient que lui.",
  },
  "10.1.a": {
    title: "Chiffrement des données stockées",
    extract:
      "Le prestataire doit définir et mettre en œuvre un mécanisme de chiffrement empêchant la récupération des données des commanditaires en cas de réallocation d'une ressource ou de récupération du support physique. […]",
    coverage: "partly",
    reason:
      "Chaque volume est sur une classe déclarée chiffrée (SEC-03), chaque archive demande son chiffrement (BCK-03). Manque : la preuve du chiffrement, tenue par la plateforme et le magasin.",
  },
  "10.1.b": {
    title: "Chiffrement des données stockées",
    extract:
      "Le prestataire doit utiliser une méthode de chiffrement des données respectant les règles de [CRYPTO_B1].",
    coverage: "platform",
    reason:
      "Méthode de chiffrement des volumes et des magasins : choisie par la plateforme ; le plan en déclare l'existence, non l'algorithme.",
  },
  "10.1.d": {
    title: "Chiffrement des données stockées",
    extract:
      "Le prestataire doit mettre en place un chiffrement des données sur les supports amovibles et les supports de sauvegarde amenés à quitter le périmètre de sécurité physique du système d'information du service (au sens du chapitre 10), en fonction du besoin de sécurité des données (voir chapitre 8.3).",
    coverage: "partly",
    reason:
      "Les sauvegardes quittent le site chiffrées, en transit et au repos (BCK-03). Manque : les supports physiques du magasin.",
  },
  "10.2.a": {
    title: "Chiffrement des flux",
    extract:
      "Lorsque le prestataire met en œuvre un mécanisme de chiffrement des flux réseau, celui-ci doit respecter les règles de [CRYPTO_B1].",
    coverage: "partly",
    reason:
      "Suites et versions sont réglées là où le plan les choisit : fédération (SYN-06), PostgreSQL (SYN-17), relais et journaux (TLS-02, TLS-03), sauvegardes (BCK-03). Manque : le bord, réglé par la plateforme.",
  },
  "10.2.c": {
    title: "Chiffrement des flux",
    extract: "Si le protocole TLS est mis en œuvre, le prestataire doit appliquer les recommandations de [NT_TLS].",
    coverage: "partly",
    reason:
      "Le guide TLS de l'ANSSI est suivi là où le plan règle TLS (TLS-01 à TLS-05 ; détail sous TLS). Manque : le bord, réglé par la plateforme.",
  },
  "10.3.a": {
    title: "Hachage des mots de passe",
    extract:
      "Le prestataire ne doit stocker que l'empreinte des mots de passe des utilisateurs et des comptes techniques.",
    coverage: "partly",
    reason:
      "Synapse ne garde que des empreintes, ou aucun mot de passe (SYN-18) ; PostgreSQL n'en garde que des empreintes SCRAM (PG-03). Manquent : les secrets de service, gardés en clair par l'API si la plateforme ne la chiffre pas.",
  },
  "10.3.b": {
    title: "Hachage des mots de passe",
    extract: "Le prestataire doit mettre en œuvre une fonction de hachage respectant les règles de [CRYPTO_B1]",
    coverage: "partly",
    reason:
      "bcrypt à douze tours au moins, avec un secret (SYN-18). Manque : rien n'atteste qu'il respecte les règles de [CRYPTO_B1], qui visent d'autres fonctions.",
  },
  "10.3.d": {
    title: "Hachage des mots de passe",
    extract:
      "Le prestataire doit générer les empreintes des mots de passe avec une fonction de hachage associée à l'utilisation d'un sel cryptographique respectant les règles de [CRYPTO_B1].",
    coverage: "partly",
    reason:
      "bcrypt sale chaque empreinte et un secret s'y ajoute (SYN-18) ; SCRAM sale celles de PostgreSQL (PG-03). Manque : l'attestation des règles de [CRYPTO_B1].",
  },
  "10.5.a": {
    title: "Gestion des secrets",
    extract: "Le prestataire doit mettre en œuvre des clés cryptographiques respectant les règles de [CRYPTO_B2].",
    coverage: "partly",
    reason:
      "Clés des certificats de taille et de durée bornées (TLS-04). Manquent : la génération et l'âge des autres secrets, qu'aucune règle ne juge.",
  },
  "10.5.c": {
    title: "Gestion des secrets",
    extract:
      "Le prestataire doit protéger l'accès aux clés cryptographiques et autres secrets utilisés pour le chiffrement des données par un moyen adapté : conteneur de sécurité (logiciel ou matériel) ou support disjoint.",
    coverage: "partly",
    reason:
      "Aucune valeur de secret dans le plan (SEC-01), lecteurs déclarés (SEC-04), mot de passe de base hors configuration (SYN-17), séquestre (ESC-01). Manque : un conteneur de sécurité, l'API Kubernetes n'en étant un que chiffrée par la plateforme.",
  },
  "10.5.d": {
    title: "Gestion des secrets",
    extract:
      "Le prestataire doit protéger l'accès aux clés cryptographiques et autres secrets utilisés pour les tâches d'administration par un conteneur de sécurité adapté, logiciel ou matériel.",
    coverage: "not covered",
    reason:
      "Les identifiants d'administration (cluster, état, magasins) ne sont écrits nulle part dans le plan, mais rien ne dit de quel coffre ils viennent.",
  },
  "10.6.a": {
    title: "Racines de confiance",
    extract:
      "Sur l'infrastructure technique, le prestataire doit utiliser exclusivement des certificats de clé publique issus d'une autorité de certification d'un État membre de l'Union Européenne (les cérémonies de génération des clés maîtresses doivent avoir lieu dans un pays membre de l'Union Européenne […]",
    coverage: "partly",
    reason:
      "L'autorité des certificats publics est déclarée dans l'Union (TLS-08). Manquent : la preuve du lieu de ses cérémonies de clés, et l'infrastructure du prestataire, hors du plan.",
  },
  "chapitre 11": {
    title: "Sécurité physique et environnementale",
    coverage: "platform",
    reason: "Lie le prestataire seul : ses locaux et ses matériels.",
  },
};
