import type { ControlEntries } from "../control";

/** Chapter 12: operations. */
export const OPERATIONS: ControlEntries = {
  "chapitre 12": {
    title: "Sécurité liée à l'exploitation",
    coverage: "platform",
    reason:
      "Ce qui suit est ce que le déploiement du commanditaire montre aussi ; l'exploitation de l'infrastructure ne lie que le prestataire.",
  },
  "12.1.a": {
    title: "Procédures d'exploitation documentées",
    extract:
      "Le prestataire doit documenter les procédures d'exploitation, les tenir à jour et les rendre accessibles au personnel concerné.",
    coverage: "partly",
    reason:
      "Chaque alerte nomme sa procédure écrite (MON-01). Manquent : les procédures du prestataire, et l'usage qu'en fait l'exploitant.",
  },
  "12.2.a": {
    title: "Gestion des changements",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une procédure de gestion des changements apportés aux systèmes et moyens de traitement de l'information.",
    coverage: "partly",
    reason:
      "Tout changement passe par un plan entièrement rendu et jugé (PLN-01), sur un état verrouillé (TFM-01). Manquent : l'approbation humaine et l'information des utilisateurs.",
  },
  "12.3.a": {
    title: "Séparation des environnements de développement, de test et d'exploitation",
    extract:
      "Le prestataire doit documenter et mettre en œuvre les mesures permettant de séparer physiquement les environnements liés à la production du service des autres environnements, dont les environnements de développement.",
    coverage: "not covered",
    reason:
      "Trois environnements sont décrits à part, mais aucune règle ne compare leurs clusters, magasins, états et noms pour montrer que rien n'est commun.",
  },
  "12.4.a": {
    title: "Mesures contre les codes malveillants",
    extract:
      "Le prestataire doit documenter et mettre en œuvre les mesures de détection, de prévention et de restauration pour se protéger des codes malveillants. […]",
    coverage: "partly",
    reason:
      "Un fichier n'est rendu qu'entièrement jugé, et refusé dans le doute (SCN-01). Manquent : le rafraîchissement des signatures, qu'aucune règle ne juge, et les postes du prestataire.",
  },
  "12.5.a": {
    title: "Sauvegarde des informations",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une politique de sauvegarde et de restauration des données […]. Cette politique doit prévoir une sauvegarde quotidienne de l'ensemble des données (informations, logiciels, configurations, etc.) […]",
    coverage: "partly",
    reason:
      "Chaque base est sauvegardée chaque jour et son journal archivé en continu (BCK-01, PG-04). Manquent : les médias, copiés mais non sauvegardés (BCK-05), et l'infrastructure du prestataire.",
  },
  "12.5.b": {
    title: "Sauvegarde des informations",
    extract:
      "Le prestataire doit documenter et mettre en œuvre des mesures de protection des sauvegardes conformément à la politique de contrôle d'accès (voir chapitre 9). Cette politique doit prévoir une revue mensuelle des traces d'accès aux sauvegardes.",
    coverage: "partly",
    reason:
      "Sauvegardes chiffrées et verrouillées (BCK-03), une clé par serveur (BCK-02). Manque : la revue mensuelle des traces d'accès, que tient le magasin.",
  },
  "12.5.c": {
    title: "Sauvegarde des informations",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une procédure permettant de tester régulièrement la restauration des sauvegardes.",
    coverage: "partly",
    reason:
      "Chaque serveur est restauré à blanc, à son tour, contre les objectifs déclarés (BCK-04). Manque : la lecture du résultat par quelqu'un, que suit une alerte.",
  },
  "12.5.d": {
    title: "Sauvegarde des informations",
    extract:
      "Le prestataire doit localiser les sauvegardes à une distance suffisante des équipements principaux […]. Les sauvegardes sont assujetties aux mêmes exigences de localisation que les données opérationnelles. […]",
    coverage: "partly",
    reason:
      "Sauvegardes et copie des médias sont sur un second site déclaré (BCK-02, BCK-05), en France (SOV-02 : la PSSIE, plus stricte, prévaut), jointes en TLS (BCK-03). Manque : la preuve de la distance et de la sécurité du site.",
  },
  "12.6.a": {
    title: "Journalisation des événements",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une politique de journalisation incluant au minimum les éléments suivants : la liste des sources de collecte ; la liste des événements à journaliser par source ; l'objet de la journalisation par événement ; […]",
    coverage: "partly",
    reason:
      "Sources (tous les espaces), destination, chiffrement, durée et horloges sont déclarés et tenus par la configuration (LOG-01). Manque : la liste des événements par source.",
  },
  "12.6.b": {
    title: "Journalisation des événements",
    extract:
      "Le prestataire doit générer et collecter les événements suivants : les activités des utilisateurs liées à la sécurité de l'information ; la modification des droits d'accès dans le périmètre de sa responsabilité ; […]",
    coverage: "not covered",
    reason:
      "La sortie de tous les composants est recueillie (LOG-01), mais aucune règle ne vérifie que chacun journalise connexions, droits, exceptions et défaillances.",
  },
  "12.6.c": {
    title: "Journalisation des événements",
    extract:
      "Le prestataire doit conserver les événements issus de la journalisation pendant une durée minimale de six mois sous réserve du respect des exigences légales et réglementaires.",
    coverage: "partly",
    reason:
      "La durée déclarée est de douze mois au moins : la PSSIE (EXP-CONS-JOUR), plus stricte que ces six mois, prévaut (LOG-01). Manque : la preuve que le puits la tient.",
  },
  "12.6.e": {
    title: "Journalisation des événements",
    extract:
      "Il est recommandé que le système de journalisation mis en place par le prestataire respecte les recommandations de [NT_JOURNAL].",
    coverage: "partly",
    reason:
      "Le guide est détaillé sous PA012, collecte comprise (LOG-01). Manquent : ses recommandations sur le puits, qui relèvent de son exploitant.",
  },
  "12.7.a": {
    title: "Protection de l'information journalisée",
    extract:
      "Le prestataire doit protéger les équipements de journalisation et les événements journalisés contre les atteintes à leur disponibilité, intégrité ou confidentialité, conformément au chapitre 3.2 de [NT_JOURNAL].",
    coverage: "platform",
    reason: "Protection du puits et de ses équipements : relève de son exploitant.",
  },
  "12.7.b": {
    title: "Protection de l'information journalisée",
    extract:
      "Le prestataire doit gérer le dimensionnement de l'espace de stockage de l'ensemble des équipements hébergeant une ou plusieurs sources de collecte afin de permettre la conservation locale des événements journalisés prévue par la politique de journalisation des événements. […]",
    coverage: "partly",
    reason:
      "Le collecteur garde sur disque ce que le puits ne prend pas (LOG-01). Manque : le dimensionnement de ce disque, qu'aucune règle ne juge.",
  },
  "12.7.c": {
    title: "Protection de l'information journalisée",
    extract:
      "Le prestataire doit transférer les événements journalisés en assurant leur protection en confidentialité et en intégrité, sur un ou plusieurs serveurs centraux dédiés et doit les stocker sur une machine physique distincte de celle qui les a générés.",
    coverage: "partly",
    reason:
      "Transfert en TLS, puits vérifié et expéditeur authentifié, hors du cluster (LOG-01). Manque : le stockage lui-même.",
  },
  "12.7.d": {
    title: "Protection de l'information journalisée",
    extract:
      "Le prestataire doit mettre en place une sauvegarde des événements collectés suivant une politique adaptée.",
    coverage: "platform",
    reason: "Sauvegarde des événements collectés : relève de l'exploitant du puits.",
  },
  "12.7.e": {
    title: "Protection de l'information journalisée",
    extract:
      "Le prestataire doit exécuter les processus de journalisation et de collecte des évènements avec des comptes disposant de privilèges nécessaires et suffisants et doit limiter l'accès aux événements journalisés conformément à la politique de contrôle d'accès (voir chapitre 9.1).",
    coverage: "partly",
    reason:
      "Le collecteur n'a aucune élévation de privilèges (K8S-04) et ne monte du nœud que des dossiers sous dérogation (K8S-07). Manquent : la dérogation vaut pour l'objet entier, pas pour chaque dossier ; il lit ces journaux en root, sous dérogation, et l'accès au puits relève de son exploitant.",
  },
  "12.8.a": {
    title: "Synchronisation des horloges",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une synchronisation des horloges de l'ensemble des équipements sur une ou plusieurs sources de temps internes cohérentes entre elles. […]",
    coverage: "partly",
    reason:
      "Deux sources de temps au moins sont déclarées (LOG-01). Manque : la synchronisation des nœuds, que tient la plateforme.",
  },
  "12.8.b": {
    title: "Synchronisation des horloges",
    extract: "Le prestataire doit mettre en place l'horodatage de chaque événement journalisé.",
    coverage: "not covered",
    reason:
      "Le moteur de conteneurs horodate chaque ligne et le collecteur transmet cette heure ; aucune règle ne juge le format transmis.",
  },
  "12.9.a": {
    title: "Analyse et corrélation des événements",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une infrastructure permettant l'analyse et la corrélation des événements enregistrés par le système de journalisation afin de détecter les événements susceptibles d'affecter la sécurité du système d'information du service, en temps réel ou a […]",
    coverage: "platform",
    reason: "Analyse et corrélation : relèvent de l'exploitant du puits et de la supervision de sécurité.",
  },
  "12.10.a": {
    title: "Installation de logiciels sur des systèmes en exploitation",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une procédure permettant de contrôler l'installation de logiciels sur les équipements du système d'information du service.",
    coverage: "partly",
    reason:
      "N'est installé que ce qui est verrouillé : images par empreinte (SUP-01), d'un seul registre (SUP-02), charts et fournisseurs figés (SUP-04, TFM-01), refus répétés à l'admission (ADM-01). Manquent : les nœuds, et ce qu'installent les opérateurs.",
  },
  "12.10.c": {
    title: "Installation de logiciels sur des systèmes en exploitation",
    extract:
      "Le prestataire doit fournir une capacité d'inspection et de suppression, si nécessaire, des entrants (contrôle de l'authenticité et de l'innocuité des mises à jour, contrôle de l'innocuité des outils fournis, etc.) relatifs au périmètre de l'infrastructure technique : cette capacité […]",
    coverage: "partly",
    reason:
      "Chaque environnement dit qui vérifie la signature des images ; en production, personne est un écart (SUP-03). Manquent : la vérification par la plateforme, qu'aucun plan ne montre, et l'examen des images avant leur copie au miroir.",
  },
  "12.11.a": {
    title: "Gestion des vulnérabilités techniques",
    extract:
      "Le prestataire doit documenter et mettre en œuvre un processus de veille permettant de gérer les vulnérabilités techniques des logiciels et des systèmes utilisés dans le système d'information du service.",
    coverage: "organisational",
    reason:
      "Veille sur les vulnérabilités : processus de l'exploitant. La liste exacte des composants (SUP-01) lui sert d'entrée.",
  },
  "12.11.b": {
    title: "Gestion des vulnérabilités techniques",
    extract:
      "Le prestataire doit évaluer son exposition à ces vulnérabilités en les incluant dans l'appréciation des risques et appliquer les mesures de traitement du risque adaptées.",
    coverage: "partly",
    reason:
      "Une version dont le support a pris fin est un écart, accepté seulement par une dérogation datée, rattachée à un risque résiduel (SUP-05). Manque : l'exposition aux vulnérabilités publiées, processus de l'exploitant.",
  },
  "12.12.a": {
    title: "Administration",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une procédure obligeant les administrateurs sous sa responsabilité à utiliser des terminaux dédiés pour la réalisation exclusive des tâches d'administration, en accord avec le chapitre 4.1 intitulé « poste et réseau d'administration » de […]",
    coverage: "organisational",
    reason: "Terminaux d'administration dédiés : voir aussi Annexe 2.i, qui le recommande au commanditaire.",
  },
  "12.14.a": {
    title: "Surveillance des flux sortants de l'infrastructure",
    extract:
      "Le prestataire doit fournir une capacité d'inspection et de suppression des sortants de l'infrastructure technique relatifs au périmètre du service (informations de facturation, les éventuels journaux nécessaires au traitement d'incidents, etc.) : les sortants doivent pouvoir être expurgés des […]",
    coverage: "partly",
    reason:
      "Pour le commanditaire : ce qui sort nommément passe par la bordure, qui le journalise (NET-10), et rien n'est rapporté à un éditeur (SOV-05, SYN-08). Manque : l'examen du contenu, chiffré de bout en bout avec la destination.",
  },
};
