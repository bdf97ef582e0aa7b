import { type Control, type ControlDocument, controlsOf } from "./control";

/** The guide on architectures of sensitive systems: by titles alone, since the published list has no more. */
export const SENSITIVE_ARCHITECTURES_DOCUMENT: ControlDocument = {
  key: "PA075",
  title: "Recommandations pour les architectures des systèmes d'information sensibles ou Diffusion Restreinte",
  version: "ANSSI-PG-075, v1.2",
  language: "fr",
  source: "ANSSI, cyber.gouv.fr",
  scope:
    "Met en pratique l'II 901, sans caractère normatif, et ne traite pas de l'informatique en nuage. Toutes ses recommandations figurent ici ; le déploiement ne prétend pas au niveau Diffusion Restreinte.",
  licence:
    "Licence Ouverte v2.0 (Etalab) : recommandations de l'ANSSI citées par leur titre, source et version mentionnées.",
};

export const SENSITIVE_ARCHITECTURES: readonly Control[] = controlsOf(SENSITIVE_ARCHITECTURES_DOCUMENT, {
  R1: {
    title: "Trier le patrimoine informationnel par niveau de sensibilité",
    coverage: "organisational",
    reason:
      "Le tri des informations est fait par chaque administration ; environment.yaml déclare la sensibilité retenue.",
  },
  R2: {
    title: "Identifier les types de SI nécessaires",
    coverage: "organisational",
    reason: "Les types de SI se décident avant le déploiement.",
  },
  R3: {
    title: "Déterminer le régime de protection des informations sensibles",
    coverage: "organisational",
    reason: "Le régime de protection se décide à l'homologation ; environment.yaml en déclare la sensibilité.",
  },
  R4: {
    title: "Homologuer tout SI sensible avant sa mise en production",
    coverage: "partly",
    reason:
      "HOM-01 exige une décision déclarée et en vigueur au jour du jugement. La décision elle-même et son dossier sont hors du plan.",
  },
  "R5+": {
    title: "Isoler physiquement le SI sensible et le SI usuel",
    coverage: "platform",
    reason: "L'isolement physique relève de l'hébergeur.",
  },
  R5: {
    title: "Cloisonner physiquement le SI sensible et le SI usuel",
    coverage: "platform",
    reason: "Le cloisonnement physique relève de l'hébergeur.",
  },
  "R5-": {
    title: "Cloisonner logiquement les données sensibles au sein d'un SI sensible",
    coverage: "partly",
    reason:
      "Chaque serveur a son espace de noms, sa base, son seau et ses secrets (NET-04, OBJ-02, SEC-04, SYN-19). Manque le partage des nœuds et du matériel, qui relève de l'hébergeur.",
  },
  R6: {
    title: "Appliquer le principe de défense en profondeur en cas de mutualisation de ressources",
    coverage: "partly",
    reason:
      "Sur des nœuds partagés, plusieurs barrières s'ajoutent : niveau restreint à l'admission (K8S-01), flux fermés (NET-01), appels système filtrés (K8S-09). Manque ce qui est sous les conteneurs : hyperviseur, matériel, stockage.",
  },
  R7: {
    title: "Cloisonner les annuaires sensible et usuel",
    coverage: "organisational",
    reason:
      "Les annuaires sont ceux de ProConnect et des administrations. Dans le déploiement, chaque serveur a ses comptes.",
  },
  R8: {
    title: "Définir une stratégie d'homologation pour chaque interconnexion de SI sensible",
    coverage: "organisational",
    reason: "La stratégie d'homologation de chaque interconnexion est un document ; DST-01 en tient l'inventaire.",
  },
  R9: {
    title: "Sécuriser les interconnexions de SI DR",
    coverage: "platform",
    reason:
      "Les interconnexions DR demandent des équipements agréés, que l'hébergeur fournit. Le déploiement ne prétend pas au DR.",
  },
  R10: {
    title: "Sécuriser les interconnexions de SI sensibles",
    coverage: "partly",
    reason:
      "Les échanges entre serveurs, vers le puits de journaux et vers l'autre site sont chiffrés et vérifiés (SYN-06, LOG-01, BCK-03). Le chiffrement de lien par des équipements qualifiés relève de l'hébergeur.",
  },
  R11: {
    title: "Filtrer les flux des interconnexions de SI sensibles",
    coverage: "partly",
    reason:
      "Les flux sortants sont la liste déclarée (NET-03, NET-10), les flux entrants de fédération aussi (FED-01). Le filtrage par un pare-feu relève de l'hébergeur.",
  },
  R12: {
    title: "Appliquer les recommandations de l'ANSSI relatives à l'interconnexion d'un SI à Internet",
    coverage: "partly",
    reason:
      "Hors destinations directes déclarées (relais de messagerie, puits de journaux), seule la bordure sort vers Internet (NET-05), et rien d'interne n'est publié (NET-07). La passerelle elle-même relève de l'hébergeur.",
  },
  R13: {
    title: "Passerelle de classe 1 : mettre en oeuvre au moins un pare-feu qualifié",
    coverage: "platform",
    reason: "Le pare-feu qualifié est fourni par l'hébergeur.",
  },
  R14: {
    title: "Passerelle de classe 1 : mettre en oeuvre au moins un dispositif de rupture de flux",
    coverage: "partly",
    reason:
      "La sortie passe par un mandataire (NET-10), l'entrée de fédération par un relais qui juge chaque requête (FED-01). La sortie reste un tunnel TLS non ouvert, et la passerelle de classe 1 relève de l'hébergeur.",
  },
  R15: {
    title: "Passerelle de classe 1 : mettre en oeuvre un système de détection",
    coverage: "platform",
    reason: "Le système de détection est fourni par l'hébergeur.",
  },
  R16: {
    title: "Passerelle de classe 1 : mettre en oeuvre des taps qualifiés passifs",
    coverage: "platform",
    reason: "Les taps sont posés par l'hébergeur.",
  },
  R17: {
    title: "Passerelle de classe 1 : faire porter les fonctions de sécurité par des dispositifs distincts",
    coverage: "platform",
    reason:
      "Les dispositifs distincts de la passerelle sont ceux de l'hébergeur ; la bordure du déploiement tourne sur le même cluster que lui.",
  },
  R18: {
    title: "Interdire la navigation Web depuis les SI sensibles",
    coverage: "partly",
    reason:
      "Aucun pod ne sort ailleurs que vers les destinations déclarées (NET-05, NET-10), et Synapse n'ouvre aucun lien (SYN-09). La navigation des agents relève de leurs postes.",
  },
  "R18-": {
    title: "Permettre la navigation Web depuis des postes de rebond",
    coverage: "organisational",
    reason: "Les postes de rebond relèvent des administrations.",
  },
  "R18- -": {
    title: "Permettre la navigation Web sans postes de rebond",
    coverage: "organisational",
    reason: "La navigation des postes relève des administrations.",
  },
  R19: {
    title: "Chiffrer les informations DR transférées via des SI de classe 0",
    coverage: "platform",
    reason: "Le chiffrement DR demande des moyens agréés, hors du déploiement, qui ne prétend pas au DR.",
  },
  R20: {
    title: "Chiffrer les informations sensibles transférées via des SI de classe 0",
    coverage: "partly",
    reason:
      "Routes publiques en TLS seul (TLS-01), fédération vérifiée (SYN-06), salons privés chiffrés de bout en bout par défaut (SYN-07). Les moyens ne portent pas de visa, et les paramètres du bord sont ceux de la plateforme.",
  },
  R21: {
    title: "Interdire l'accès aux applications sensibles depuis les SI non homologués",
    coverage: "organisational",
    reason:
      "Tchap s'ouvre par choix depuis Internet et des téléphones : c'est à la décision d'homologation de l'admettre.",
  },
  R22: {
    title: "Cloisonner l'infrastructure de mise à disposition sur Internet d'informations sensibles",
    coverage: "partly",
    reason:
      "Le public n'atteint que les routes déclarées, jamais l'administration (NET-07) ; les autres serveurs entrent par leur propre relais (FED-01). Le bord et sa zone relèvent de la plateforme.",
  },
  R23: {
    title: "Maîtriser les interconnexions descendantes des SI de classe 2",
    coverage: "organisational",
    reason: "Aucune interconnexion avec un SI de classe 2 n'est déclarée.",
  },
  R24: {
    title: "N'autoriser que des protocoles de transfert vers le système d'échanges sécurisés",
    coverage: "organisational",
    reason: "Le déploiement n'est pas un système d'échanges sécurisés entre SI.",
  },
  R25: {
    title: "Système d'échanges sécurisés : restreindre les accès aux seuls utilisateurs autorisés",
    coverage: "organisational",
    reason: "Le déploiement n'est pas un système d'échanges sécurisés entre SI.",
  },
  R26: {
    title: "Système d'échanges sécurisés : authentifier les utilisateurs avec un compte non sensible",
    coverage: "organisational",
    reason: "Le déploiement n'est pas un système d'échanges sécurisés entre SI.",
  },
  R27: {
    title: "Système d'échanges sécurisés : analyser le contenu des données échangées",
    coverage: "organisational",
    reason:
      "Le déploiement n'est pas un système d'échanges sécurisés entre SI ; les fichiers y sont analysés pour eux-mêmes (SCN-01).",
  },
  R28: {
    title: "Système d'échanges sécurisés : journaliser et imputer des données échangées",
    coverage: "organisational",
    reason: "Le déploiement n'est pas un système d'échanges sécurisés entre SI.",
  },
  R29: {
    title: "Recourir à des prestataires de services SSI disposant d'un visa de sécurité ANSSI",
    coverage: "organisational",
    reason: "Le choix de prestataires qualifiés se fait au marché.",
  },
  R30: {
    title: "Acquérir des produits de sécurité disposant d'un visa de sécurité ANSSI",
    coverage: "organisational",
    reason: "Le choix de produits à visa se fait à l'achat ; les logiciels libres du déploiement n'en portent pas.",
  },
  R31: {
    title: "Respecter les conditions d'emploi des équipements de sécurité agréés",
    coverage: "organisational",
    reason: "Les conditions d'emploi des équipements agréés sont suivies par leurs exploitants.",
  },
  R32: {
    title: "Cloisonner le SI sensible en zones ayant des niveaux de sécurité homogènes",
    coverage: "partly",
    reason:
      "Un espace de noms par serveur et par service, fermé par défaut (NET-01, NET-02), la base à part (NET-04). Manquent les zones du réseau sous le cluster, et des nœuds par niveau de sensibilité.",
  },
  R33: {
    title: "Éviter l'installation de moyens informatiques sensibles dans les zones ouvertes au public",
    coverage: "platform",
    reason: "L'implantation des machines relève de l'hébergeur.",
  },
  R34: {
    title: "Bloquer les communications latérales",
    coverage: "partly",
    reason:
      "Aucun pod d'un périmètre n'en atteint un d'un autre (NET-12), ni sa base, ni son seau (NET-01, NET-04, OBJ-02). L'application des politiques dépend du cluster, et les relais d'appel, sur le réseau du nœud, y échappent sous dérogation.",
  },
  R35: {
    title: "Durcir la configuration des matériels et des logiciels utilisés sur les SI sensibles",
    coverage: "partly",
    reason:
      "Conteneurs durcis (K8S-04, K8S-06, K8S-09, K8S-10), PostgreSQL sans superutilisateur (PG-03). Les nœuds, l'hyperviseur et le matériel relèvent de l'hébergeur.",
  },
  R36: {
    title: "Marquer les informations sensibles",
    coverage: "organisational",
    reason: "Le marquage des messages est fait par les agents.",
  },
  R37: {
    title: "Marquer les supports stockant des informations sensibles",
    coverage: "platform",
    reason: "Le marquage des supports est fait par l'hébergeur.",
  },
  R38: {
    title: "Adopter un code couleur pour le câblage des équipements",
    coverage: "platform",
    reason: "Le câblage relève de l'hébergeur.",
  },
  R39: {
    title: "Activer une authentification initiale forte",
    coverage: "partly",
    reason:
      "La connexion ne passe que par la voie déclarée (SYN-21), sur la seule attestation de ProConnect (AUT-01). Le niveau déclaré est demandé à ProConnect (AUT-02). Manque : celui que ProConnect documente ne dit rien d'un second facteur, le niveau rendu n'est pas relu, et là où un mot de passe ouvre la session, rien ne s'y ajoute.",
  },
  R40: {
    title: "Protéger les secrets d'authentification",
    coverage: "partly",
    reason:
      "Aucune valeur dans le plan (SEC-01), chaque Secret réservé à ses lecteurs (SEC-04), monté en fichier (K8S-18), mots de passe hachés (SYN-18). Manquent le coffre qui les remet et le chiffrement d'etcd, qui relève du cluster.",
  },
  R41: {
    title: "Gérer avec rigueur l'affectation des droits d'accès logiques des comptes informatiques",
    coverage: "partly",
    reason:
      "Les rôles du plan sont nommés, bornés et liés à un seul compte de service (K8S-14, K8S-15, K8S-16). Les comptes des personnes et leurs revues sont hors du plan.",
  },
  R42: {
    title: "Protéger le SI sensible des codes malveillants",
    coverage: "partly",
    reason:
      "Un fichier que l'antivirus n'a pas entièrement jugé est refusé (SCN-01), et une image ne peut être modifiée en marche (K8S-10). Manquent la protection des nœuds et celle des terminaux.",
  },
  R43: {
    title: "Adapter la politique de protection contre les codes malveillants",
    coverage: "organisational",
    reason: "La politique antivirale relève du RSSI ; une alerte signale des signatures vieillies.",
  },
  R44: {
    title: "Déployer des outils révèlant des activités suspectes",
    coverage: "not covered",
    reason:
      "Des alertes portent sur les refus de la bordure et les cadences dépassées, mais aucune règle n'exige qu'elles existent. La détection de sécurité relève de la plateforme et du SOC.",
  },
  R45: {
    title: "Supports amovibles : limiter leur usage au strict besoin opérationnel",
    coverage: "organisational",
    reason: "Les supports amovibles relèvent des postes.",
  },
  R46: {
    title: "Supports amovibles : maîtriser leur gestion et leurs conditions d'usage",
    coverage: "organisational",
    reason: "Les supports amovibles relèvent des postes.",
  },
  R47: {
    title: "Supports amovibles : privilégier l'utilisation de supports en lecture seule",
    coverage: "organisational",
    reason: "Les supports amovibles relèvent des postes.",
  },
  R48: {
    title: "Supports amovibles : utiliser des solutions de dépollution des supports de stockage",
    coverage: "organisational",
    reason: "Les supports amovibles relèvent des postes.",
  },
  R49: {
    title: "Maîtriser les moyens informatiques affectés aux utilisateurs d'un SI sensible",
    coverage: "organisational",
    reason: "Les moyens des agents relèvent de leurs administrations.",
  },
  R50: {
    title: "Connecter les ressources sensibles sur un réseau physique dédié",
    coverage: "platform",
    reason: "Le réseau physique relève de l'hébergeur.",
  },
  "R50-": {
    title: "Connecter les ressources sensibles sur un réseau logique dédié",
    coverage: "platform",
    reason: "Le réseau logique des nœuds relève de l'hébergeur ; celui des pods est cloisonné par NET-01.",
  },
  R51: {
    title: "Authentifier les ressources sensibles vis-à -vis du réseau",
    coverage: "platform",
    reason: "L'authentification des machines sur le réseau relève de l'hébergeur.",
  },
  R52: {
    title: "Utiliser un poste utilisateur sensible dédié",
    coverage: "organisational",
    reason: "Les postes des agents relèvent de leurs administrations.",
  },
  "R52-": {
    title: "Utiliser un poste utilisateur multiniveau",
    coverage: "organisational",
    reason: "Les postes des agents relèvent de leurs administrations.",
  },
  "R52- -": {
    title: "Utiliser un poste utilisateur sensible avec accès distant au SI usuel",
    coverage: "organisational",
    reason: "Les postes des agents relèvent de leurs administrations.",
  },
  R53: {
    title: "Appliquer les recommandations de l'ANSSI relatives au nomadisme numérique",
    coverage: "organisational",
    reason: "Le nomadisme relève des administrations et de leurs terminaux.",
  },
  R54: {
    title: "Protéger physiquement les équipements d'accès nomade",
    coverage: "organisational",
    reason: "La protection des terminaux relève des administrations.",
  },
  R55: {
    title: "Sécuriser les canaux d'interconnexion nomades des SI DR",
    coverage: "organisational",
    reason: "Les canaux nomades DR demandent des moyens agréés, hors du déploiement, qui ne prétend pas au DR.",
  },
  R56: {
    title: "Sécuriser les canaux d'interconnexion nomades des SI sensibles",
    coverage: "organisational",
    reason: "Un VPN des terminaux relève des administrations ; Tchap s'en passe par choix, en TLS (TLS-01).",
  },
  R57: {
    title: "Chiffrer les données DR stockées sur des supports amovibles",
    coverage: "organisational",
    reason: "Les supports amovibles relèvent des administrations.",
  },
  R58: {
    title: "Chiffrer les données sensibles stockées sur des supports amovibles",
    coverage: "organisational",
    reason: "Les supports amovibles relèvent des administrations.",
  },
  R59: {
    title: "Chiffrer les flux réseau d'un équipement d'accès nomade sensible en toute circonstance",
    coverage: "organisational",
    reason: "Les flux d'un terminal relèvent de son administration ; vers Tchap, ils sont en TLS.",
  },
  R60: {
    title: "Mettre en place une architecture de réseau sans fil cloisonnée du SI sensible",
    coverage: "organisational",
    reason: "Le réseau sans fil relève des administrations.",
  },
  R61: {
    title: "Bloquer l'accès aux portails captifs publics depuis des équipements d'accès nomades sensibles",
    coverage: "organisational",
    reason: "Les portails captifs relèvent des terminaux.",
  },
  R62: {
    title: "Appliquer les recommandations de l'ANSSI relatives à l'administration sécurisée des SI",
    coverage: "partly",
    reason:
      "Administration et réplication ne sont sur aucune route publique (NET-07). Les postes, les comptes et le réseau d'administration sont hors du plan.",
  },
  R63: {
    title: "Gérer les administrateurs d'un SI sensible",
    coverage: "organisational",
    reason: "La gestion des administrateurs relève de l'exploitant.",
  },
  R64: {
    title: "Sécuriser la chaîne de connexion pour l'administration à distance",
    coverage: "platform",
    reason: "La chaîne d'administration à distance est fournie par la plateforme.",
  },
  "R64-": {
    title: "Maîtriser les systèmes de télémaintenance connectés à des SI sensibles",
    coverage: "organisational",
    reason: "La télémaintenance se règle au marché ; le déploiement n'en comporte aucune.",
  },
  R65: {
    title: "Définir et appliquer une politique de MCS",
    coverage: "organisational",
    reason:
      "La politique de maintien en condition de sécurité est un document ; le plan fige les versions (SUP-01, TFM-01) pour que chaque mise à jour soit jugée.",
  },
  R66: {
    title: "Isoler les systèmes obsolètes",
    coverage: "not covered",
    reason: "Un composant dont le support a pris fin est reconnu (SUP-05), mais aucune règle ne juge son isolement.",
  },
  R67: {
    title: "Appliquer les recommandations de l'ANSSI relatives à la journalisation",
    coverage: "partly",
    reason:
      "Voir la note PA-012 : collecte centralisée, vérifiée et mise en attente (LOG-01). Le puits relève de son exploitant.",
  },
  R68: {
    title: "Conserver les journaux d'un SI sensible pendant 12 mois",
    coverage: "partly",
    reason: "LOG-01 exige douze mois déclarés au moins. La durée réelle au puits n'est pas visible du plan.",
  },
  R69: {
    title: "Recourir aux services d'un prestataire qualifié pour la supervision de sécurité",
    coverage: "organisational",
    reason: "Le recours à un prestataire qualifié de supervision se décide au marché.",
  },
  R70: {
    title: "Formaliser une procédure de déclaration des incidents de sécurité à l'ANSSI",
    coverage: "organisational",
    reason: "La procédure de déclaration à l'ANSSI est un document.",
  },
});
