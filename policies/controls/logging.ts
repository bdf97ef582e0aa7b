import { type Control, type ControlDocument, controlsOf } from "./control";

/** The guide on logging: collecting is the plan's, storing is not. */
export const LOGGING_DOCUMENT: ControlDocument = {
  key: "PA012",
  title: "Recommandations de sécurité pour l'architecture d'un système de journalisation",
  version: "ANSSI-PA-012, v2.0",
  language: "fr",
  source: "ANSSI, cyber.gouv.fr",
  scope:
    "Sans caractère normatif. Toutes ses recommandations figurent ici ; le puits central et les nœuds relèvent de leurs exploitants.",
  licence: "Licence Ouverte (Etalab) : recommandations de l'ANSSI citées par extraits, source et version mentionnées.",
};

export const LOGGING: readonly Control[] = controlsOf(LOGGING_DOCUMENT, {
  R1: {
    title: "Utiliser des solutions disposant d'une fonction de journalisation native",
    extract:
      "Il est fortement recommandé d'utiliser des systèmes et des applications disposant nativement d'une fonction de journalisation. […]",
    coverage: "organisational",
    reason:
      "Exigence d'achat et de conception. Les composants retenus journalisent tous nativement, sur leur sortie standard.",
  },
  R2: {
    title: "Activer la journalisation sur un nombre important d'équipements du SI",
    extract:
      "La journalisation doit être activée et paramétrée sur un large nombre d'équipements du SI, en commençant par ceux qui composent les passerelles Internet sécurisées [11] et par ceux qui supportent les valeurs métiers [15] les plus importantes ou qui disposent d'un chemin de contrôle […]",
    coverage: "partly",
    reason:
      "LOG-01 montre que la sortie de tous les pods de tous les espaces de noms est lue, sur tous les nœuds. Manquent : aucune règle ne vérifie que chaque composant écrit ce qu'il faut, et les nœuds, l'API Kubernetes et le bord relèvent de la plateforme.",
  },
  R3: {
    title: "Horodater les évènements",
    extract:
      "L'horodatage doit être activé pour l'ensemble des évènements afin de permettre une meilleure exploitation des journaux.",
    coverage: "not covered",
    reason:
      "Le moteur de conteneurs horodate chaque ligne et le collecteur transmet cette heure, mais aucune règle ne juge le format transmis.",
  },
  R4: {
    title: "Homogénéiser les paramètres d'horodatage",
    extract:
      "Une attention particulière doit être accordée à l'homogénéité de la configuration des paramètres d'horodatage (fuseau horaire de référence, précision de la date...) faute de quoi l'agencement de évènements dans les journaux pourrait ne pas refléter le déroulement chronologique réel des […]",
    coverage: "not covered",
    reason:
      "Le collecteur écrit tout en UTC à la microseconde, mais aucune règle ne le vérifie ni ne refuse un fuseau propre à un conteneur.",
  },
  R5: {
    title: "Synchroniser les horloges des équipements sur des sources de temps cohérentes entre elles",
    extract:
      "Les horloges des équipements doivent être synchronisées sur plusieurs sources de temps internes cohérentes entre elles. Ces dernières peuvent elles-mêmes être synchronisées sur plusieurs sources de temps externes fiables, sauf dans le cas particulier de réseaux physiquement isolés. […]",
    coverage: "partly",
    reason:
      "LOG-01 exige deux sources de temps déclarées. La synchronisation des nœuds relève de la plateforme ; une alerte signale l'écart.",
  },
  R6: {
    title: "Identifier la granularité de journalisation des équipements",
    extract:
      "Pour chaque équipement à journaliser, il est nécessaire de sélectionner les types d'évènements devant être stockés. […]",
    coverage: "not covered",
    reason:
      "Les niveaux sont écrits dans les configurations, mais aucune règle ne refuse un mode debug, qui écrirait le contenu des messages, ni un niveau trop haut.",
  },
  R7: {
    title: "Journaliser les empreintes des fichiers potentiellement malveillants",
    extract:
      "Il est recommandé de configurer les solutions logicielles de sécurité déployées sur le SI pour qu'elles journalisent les empreintes des fichiers potentiellement malveillants.",
    coverage: "not covered",
    reason:
      "L'antivirus journalise ce qu'il refuse sans l'empreinte du fichier (ExtendedDetectionInfo absent), et aucune règle ne l'exige.",
  },
  R8: {
    title: "Estimer l'espace de stockage dédié aux journaux sur les équipements",
    extract:
      "Lors du dimensionnement des équipements qui génèrent des évènements, il est recommandé d'estimer l'espace de stockage local nécessaire à la conservation des journaux. […]",
    coverage: "partly",
    reason:
      "LOG-01 exige une file sur disque pour l'absence du puits. Manquent : sa taille, estimée à un jour par hypothèse, n'est pas jugée, ni l'espace disque des nœuds.",
  },
  R9: {
    title: "Centraliser les journaux",
    extract:
      "Les journaux de l'ensemble des équipements du SI doivent être collectés puis transférés sur un ou plusieurs serveurs centraux dédiés.",
    coverage: "partly",
    reason:
      "LOG-01 montre que tous les espaces de noms et tous les groupes de nœuds du déploiement partent vers le puits déclaré. Manquent les journaux des nœuds, de l'API Kubernetes et du bord, que la plateforme collecte.",
  },
  "R9-": {
    title: "Exporter les journaux vers un autre équipement",
    extract:
      "À défaut de mettre en œuvre la centralisation des journaux, il est recommandé d'exporter les journaux générés par un équipement vers un autre équipement.",
    coverage: "partly",
    reason:
      "Variante dégradée non employée : LOG-01 exige l'envoi vers un puits central. Manquent les journaux que la plateforme collecte.",
  },
  R10: {
    title: "Construire un service résilient de collecte des journaux",
    extract:
      "Si le parc d'équipements qui génère des journaux est important, le système de journalisation doit être redondé afin d'accroître la disponibilité du service de collecte de journaux.",
    coverage: "partly",
    reason:
      "LOG-01 exige un collecteur par nœud, une file sur disque et des reprises sans fin. La redondance du puits relève de son exploitant.",
  },
  R11: {
    title: "Hiérarchiser les serveurs constituant le système de journalisation",
    extract:
      "Si la taille ou la typologie du SI le nécessite, une approche hiérarchique pour l'organisation des serveurs de collecte, associant serveurs de collecte intermédiaires et centraux, doit être retenue.",
    coverage: "platform",
    reason: "La hiérarchie des serveurs de collecte est celle du puits central ; chaque nœud lui écrit directement.",
  },
  R12: {
    title: "Contrôler régulièrement la couverture de la chaîne de collecte des évènements",
    extract:
      "Il est recommandé de vérifier régulièrement que tous les systèmes du SI sont bien journalisés (sauf exceptions dûment identifiées) et transfèrent leurs évènements à des serveurs de collecte des journaux. […]",
    coverage: "partly",
    reason:
      "LOG-01 rejuge la couverture à chaque plan. Manquent : aucune règle n'exige les alertes de retard du collecteur, et seul le puits peut voir qu'un nœud se tait.",
  },
  R13: {
    title: "Conserver les journaux dans leur format natif avant leur transfert",
    extract:
      "Il est recommandé de ne pas effectuer de traitement sur les journaux avant leur transfert vers les serveurs centraux. […]",
    coverage: "not covered",
    reason:
      "Écart connu : le collecteur joint les lignes coupées, lit le JSON et ajoute la provenance. Aucune règle ne montre qu'il ne jette ni ne transforme rien d'autre.",
  },
  R14: {
    title: "Privilégier un transfert des journaux en « temps réel »",
    extract:
      "Chaque fois que le contexte le permet, le transfert en « temps réel » des journaux vers les serveurs de collecte doit être privilégié.",
    coverage: "partly",
    reason:
      "LOG-01 exige un envoi direct, au fil de l'eau, et non par lots. L'intervalle de lecture, une seconde, n'est pas jugé.",
  },
  "R14-": {
    title: "Adopter un transfert des journaux en temps différé",
    extract:
      "À défaut de pouvoir transférer les journaux en « temps réel », il est recommandé d'automatiser leur transfert vers les serveurs de collecte au plus tard quelques heures après leur génération.",
    coverage: "partly",
    reason:
      "Ne sert que si le puits est absent : LOG-01 exige alors une file sur disque, renvoyée dès son retour. Le délai n'est pas borné par une règle.",
  },
  R15: {
    title: "Faire une analyse de risque pour déterminer le mode de transfert des journaux",
    extract:
      "Le choix du mode de transfert des journaux (mode pull ou mode push) doit être déterminé au cas par cas après une analyse de risque prenant en comptes le niveau de sensibilité du serveur collecté et du collecteur, ainsi que la surface d'attaque induite par la solution technique retenue pour […]",
    coverage: "organisational",
    reason: "Le choix du mode push relève de l'analyse de risque. Le puits n'a aucun accès aux nœuds.",
  },
  R16: {
    title: "Utiliser des protocoles fiables pour le transfert des journaux",
    extract:
      "Il est recommandé d'utiliser des protocoles d'envoi de journaux reposant sur TCP pour fiabiliser le transfert de données entre les machines émettrices et les serveurs. Cependant, l'usage du protocole TCP ne suffit pas à lui seul à garantir l'absence de perte de données. […]",
    coverage: "partly",
    reason:
      "LOG-01 exige TCP. Manque un acquittement applicatif (RELP) : les lignes en vol peuvent être perdues ou doublées lors d'une coupure.",
  },
  R17: {
    title: "Utiliser des protocoles sécurisés pour le transfert des journaux",
    extract:
      "Il est recommandé d'assurer la confidentialité et l'intégrité des journaux transférés, ainsi que l'authentification des serveurs de collecte, à l'aide de protocoles qui s'appuient sur des mécanismes cryptographiques robustes, en particulier lorsque les données transitent sur des réseaux non […]",
    coverage: "partly",
    reason:
      "LOG-01 exige TLS, la vérification du nom du puits et un certificat client. Manque le cycle de vie de ces certificats, qui viennent d'un Secret hors du plan.",
  },
  R18: {
    title: "Maîtriser le flux réseau consommé par les transferts de journaux",
    extract:
      "Il est recommandé de limiter la consommation de bande passante des flux réseau utilisée pour transférer les journaux d'évènements. Si la limitation de bande passante ou la priorisation des flux n'est pas possible, il est recommandé de superviser ces flux.",
    coverage: "not covered",
    reason:
      "Le débit des journaux n'est ni limité ni supervisé : les chiffres du collecteur ne sont lus que par sa sonde.",
  },
  R19: {
    title: "Durcir et maintenir à jour les serveurs de collecte",
    extract:
      "Les serveurs de collecte doivent être durcis et une attention particulière doit être accordée à leur maintien en condition de sécurité.",
    coverage: "partly",
    reason:
      "Les collecteurs des nœuds suivent les règles de tous les pods (K8S-04, K8S-10, SUP-01), sauf root et répertoires du nœud, sous dérogation. Le puits relève de son exploitant.",
  },
  R20: {
    title: "Cloisonner les serveurs de collecte au sein d'un SI d'administration",
    extract:
      "Lorsque le besoin de sécurité pour le traitement des journaux est important, celui-ci doit se faire dans une zone dédiée du SI d'administration; les serveurs de collecte intermédiaires et centraux doivent être hébergés sur ce SI d'administration.",
    coverage: "platform",
    reason: "Le puits et sa zone d'administration relèvent de leur exploitant.",
  },
  "R20-": {
    title: "Cloisonner les serveurs de collecte dans une zone dédiée",
    extract:
      "S'il n'existe pas de SI d'administration dans l'architecture pour accueillir les serveurs de collecte intermédiaires et centraux, ils doivent être placés dans une zone interne dédiée, non exposée directement à des réseaux qui ne sont pas de confiance (p. ex. Internet).",
    coverage: "platform",
    reason: "La zone du puits relève de son exploitant ; le collecteur ne l'atteint que par ses adresses déclarées.",
  },
  R21: {
    title: "Dédier une partition disque au stockage des journaux",
    extract:
      "Une partition disque doit être dédiée au stockage des journaux d'évènements sur les équipements qui les génèrent ou qui les collectent. Cette recommandation n'est réellement pertinente que dans le cas où les fichiers de journalisation n'ont pas des tailles maximales fixées. […]",
    coverage: "platform",
    reason: "La partition des journaux des nœuds est préparée par la plateforme, celle du puits par son exploitant.",
  },
  R22: {
    title: "Superviser l'espace disque de stockage des journaux",
    extract: "L'espace disque des équipements qui génèrent et stockent les journaux doit être supervisé.",
    coverage: "not covered",
    reason:
      "Une alerte porte sur les volumes et une autre sur le retard du collecteur, mais aucune règle n'exige qu'elles existent. Le disque des nœuds et du puits relève de leurs exploitants.",
  },
  R23: {
    title: "Classer les journaux suivant leur thématique",
    extract:
      "Il est recommandé de stocker les journaux d'évènements dans une arborescence de répertoires classés par thématiques.",
    coverage: "platform",
    reason: "Le classement se fait au puits ; le collecteur marque chaque ligne de son sujet et de son serveur.",
  },
  "R23+": {
    title: "Privilégier le stockage des journaux dans une base de données indexée",
    extract:
      "Quand cela est possible, il est recommandé de privilégier des solutions permettant le stockage des journaux dans une base de données indexée et la conservation d'une copie des journaux non transformés.",
    coverage: "platform",
    reason: "L'indexation se fait au puits.",
  },
  R24: {
    title: "Définir et appliquer une politique de rotation des journaux",
    extract:
      "Une politique de rotation des journaux d'évènements doit être formalisée et mise en œuvre sur l'ensemble des équipements du système de journalisation.",
    coverage: "platform",
    reason:
      "La rotation est faite par le kubelet sur les nœuds et par l'exploitant du puits ; la file du collecteur efface ce qui est parti.",
  },
  R25: {
    title: "Configurer des durées de rétention des journaux conformes à la réglementation",
    extract:
      "La durée de conservation des fichiers de journaux étant soumise à des exigences réglementaires, il convient d'en prendre connaissance pour définir les moyens techniques nécessaire à la suppression des journaux. Dans la mesure du possible, il est recommandé d'automatiser cette suppression.",
    coverage: "partly",
    reason:
      "LOG-01 exige douze mois déclarés, comme la PSSIE, et un motif au-delà, trois ans au plus (CNIL, délibération 2021-122). Manque : l'effacement au puits, que le plan ne montre pas.",
  },
  R26: {
    title: "Restreindre au strict besoin opérationnel les droits d'accès en écriture aux journaux",
    extract:
      "L'accès à chaque journal doit être limité en écriture (pour l'écriture de nouveaux évènements) aux seuls comptes utilisateurs (compte de personne ou compte de service) dont le rôle ou la fonction le justifie.",
    coverage: "partly",
    reason:
      "K8S-07 refuse le répertoire des journaux du nœud à tout pod ; le collecteur, sous dérogation, le monte en lecture seule, ce qu'aucune règle ne juge. Les droits au puits relèvent de son exploitant.",
  },
  "R26+": {
    title: "Restreindre au strict besoin opérationnel les droits de suppression des journaux",
    extract:
      "Si le système d'exploitation ou l'application le permet, il est recommandé que seuls les comptes utilisateurs dédiés à l'administration privilégiée des équipements disposent des droits de suppression des journaux.",
    coverage: "partly",
    reason:
      "K8S-07 refuse le répertoire des journaux du nœud à tout pod, le collecteur excepté. Les droits de suppression au puits relèvent de son exploitant.",
  },
  R27: {
    title: "Restreindre au strict besoin opérationnel les droits d'accès en lecture aux journaux",
    extract:
      "L'accès à chaque journal doit être limité en lecture (pour la consultation des évènements journalisés) aux seuls comptes utilisateurs (compte de personne ou compte de service) dont le rôle ou la fonction le justifie.",
    coverage: "partly",
    reason:
      "K8S-07 refuse les journaux du nœud aux autres pods, et K8S-16 refuse exec, attach et la lecture par l'API (pods/log). Manquent : les droits des personnes dans le cluster et au puits.",
  },
  R28: {
    title: "Étudier l'alternative d'un ou plusieurs systèmes de journalisation en cas d'externalisation",
    extract:
      "Si tout ou partie du SI de l'entité est externalisé, le choix de mettre en œuvre un ou plusieurs systèmes de journalisation doit être étudié suivant des critères fonctionnels et de sécurité.",
    coverage: "organisational",
    reason:
      "Le choix d'un ou plusieurs systèmes de journalisation se fait avec l'hébergeur ; le déploiement écrit à un seul puits.",
  },
  R29: {
    title: "Récupérer les journaux relatifs aux interconnexions en cas d'externalisation",
    extract:
      "En cas d'externalisation d'un sous-sytème du SI de l'entité et de la mise en œuvre d'une interconnexion, il est recommandé de récupérer, de préférence sur le système de journalisation interne de l'entité, tous les journaux liés à cette interconnexion (p. ex. concentrateurs VPN, serveurs de […]",
    coverage: "partly",
    reason:
      "Les journaux de la bordure, entrée et sortie, partent comme les autres (LOG-01). Manquent ceux du bord et de ProConnect, que leurs exploitants tiennent.",
  },
  R30: {
    title: "Recourir à un PDIS en cas d'externalisation du stockage ou de la corrélation de journaux",
    extract:
      "En cas d'externalisation du stockage ou de la corrélation de journaux, il est recommandé d'avoir recours à un prestataire de détection des incidents de sécurité qualifié par l'ANSSI.",
    coverage: "organisational",
    reason: "Recourir à un PDIS se décide au marché du puits.",
  },
  R31: {
    title: "Collecter les journaux des postes en situation de nomadisme",
    extract:
      "Il est recommandé de maintenir la collecte des journaux des postes en situation de nomadisme grâce à un tunnel VPN.",
    coverage: "organisational",
    reason: "Les postes et téléphones des agents sont hors du déploiement.",
  },
});
