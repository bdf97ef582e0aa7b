import type { ControlEntries } from "../control";

/** Chapters 13 to 19: communications, changes, third parties, continuity, localisation. */
export const SERVICES: ControlEntries = {
  "chapitre 13": {
    title: "Sécurité des communications",
    coverage: "platform",
    reason:
      "Ce qui suit est ce que le déploiement du commanditaire montre aussi ; le réseau sous le cluster et ses sondes ne lient que le prestataire.",
  },
  "13.1.a": {
    title: "Cartographie du système d'information",
    extract:
      "Le prestataire doit établir et tenir à jour une cartographie du système d'information du service, en lien avec l'inventaire des actifs (voir chapitre 8.1), comprenant au minimum les éléments suivants : la liste des ressources matérielles ou virtualisées ; […]",
    coverage: "partly",
    reason:
      "Applications et objets (PLN-01), flux vers l'extérieur avec leur motif (DST-01), joignabilité de ce que chaque configuration nomme (WIR-08) : le plan en est la carte. Manquent : ressources matérielles et réseau du prestataire.",
  },
  "13.2.a": {
    title: "Cloisonnement des réseaux",
    extract:
      "Le prestataire doit documenter et mettre en œuvre, pour le système d'information du service, les mesures de cloisonnement (logique, physique ou par chiffrement) pour séparer les flux réseau selon : la sensibilité des informations transmises ; […]",
    coverage: "partly",
    reason:
      "Flux fermés par défaut (NET-01), aucun direct entre deux périmètres (NET-12), vers l'extérieur et la fédération selon la déclaration (NET-10, FED-01, SYN-01). Manquent : l'effet des politiques, tenu par le réseau du cluster, et la séparation de la supervision, qu'aucune règle ne juge.",
  },
  "13.2.b": {
    title: "Cloisonnement des réseaux",
    extract:
      "Le prestataire doit cloisonner, physiquement ou par chiffrement, tous les flux de données internes au système d'information du service vis-à-vis de tout autre système d'information. Lorsque ce cloisonnement est réalisé par chiffrement, il est réalisé en accord avec les exigences du chapitre 10.2.",
    coverage: "partly",
    reason:
      "Entre nœuds, Redis, la réplication de Synapse et le magasin des médias ne chiffrent pas eux-mêmes ; l'environnement déclare ce qui chiffre le réseau des pods (NET-11). Manque : la preuve de cette déclaration, que l'exploitant du cluster apporte.",
  },
  "13.2.d": {
    title: "Cloisonnement des réseaux",
    extract:
      "Le prestataire doit mettre en place et configurer un pare-feu applicatif pour protéger les interfaces d'administration destinées à ses commanditaires et exposées sur un réseau public.",
    coverage: "partly",
    reason:
      "Aucune interface d'administration de l'application n'est exposée (NET-07), ce qui dispense de l'y protéger ; les routeurs trient chemins et méthodes. Manque : un pare-feu applicatif devant l'API du prestataire.",
  },
  "13.2.e": {
    title: "Cloisonnement des réseaux",
    extract:
      "Le prestataire doit mettre en œuvre sur l'ensemble des interfaces d'administration et de supervision de l'infrastructure technique du service un mécanisme de filtrage n'autorisant que les connexions légitimes identifiées dans la matrice des flux autorisés.",
    coverage: "not covered",
    reason:
      "Les politiques ouvrent à la supervision des ports choisis, mais aucune règle ne vérifie qu'ils ne donnent que des mesures ; l'administration interne n'est jugée que pour MAS et le magasin des médias.",
  },
  "13.3.a": {
    title: "Surveillance des réseaux",
    extract:
      "Le prestataire doit disposer une ou plusieurs sondes de détection d'incidents de sécurité sur le système d'information du service. Ces sondes doivent notamment permettre la supervision de chacune des interconnexions du système d'information du service avec des systèmes d'information tiers et […]",
    coverage: "platform",
    reason: "Sondes de détection sur les interconnexions : relèvent du prestataire.",
  },
  "chapitre 14": {
    title: "Acquisition, développement et maintenance des systèmes d'information",
    coverage: "platform",
    reason:
      "Ce qui suit est ce que le déploiement du commanditaire montre aussi ; le développement du prestataire ne lie que lui.",
  },
  "14.2.a": {
    title: "Procédures de contrôle des changements de système",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une procédure de contrôle des changements apportés au système d'information du service.",
    coverage: "partly",
    reason:
      "Un changement se lit comme différence entre deux plans entièrement rendus (PLN-01), sans objet à deux propriétaires (PLN-02). Manque : sa relecture, qui est humaine.",
  },
  "14.2.b": {
    title: "Procédures de contrôle des changements de système",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une procédure de validation des changements apportés au système d'information du service sur un environnement de pré-production avant leur mise en production.",
    coverage: "not covered",
    reason:
      "Un environnement de préproduction est décrit, mais aucune règle n'exige que ce que déploie la production y ait vécu.",
  },
  "14.2.c": {
    title: "Procédures de contrôle des changements de système",
    extract:
      "Le prestataire doit conserver un historique des versions des logiciels et des systèmes (développements internes ou externes, produits commerciaux) mis en œuvre pour permettre de reconstituer, le cas échéant dans un environnement de test, un environnement complet tel qu'il était mis en œuvre à […]",
    coverage: "partly",
    reason:
      "Un commit donne toujours les mêmes octets : images par empreinte (SUP-01), charts et fournisseurs figés (SUP-04, TFM-01), images et charts gardés sous séquestre (ESC-01). Manquent : les versions du prestataire.",
  },
  "14.7.b": {
    title: "Protection des données de test",
    extract:
      "Si le prestataire souhaite utiliser des données du commanditaire issues de la production pour réaliser des tests, le prestataire doit préalablement obtenir l'accord du commanditaire et les anonymiser. Le prestataire doit assurer la confidentialité des données lors de leur anonymisation.",
    coverage: "partly",
    reason:
      "Une restauration à blanc se fait dans l'environnement même, à l'écart (RST-01, BCK-04) : aucune donnée de production n'en sort. Manque : rien n'empêche d'en copier à la main ailleurs.",
  },
  "chapitre 15": {
    title: "Relations avec les tiers",
    coverage: "platform",
    reason:
      "Lie le prestataire : ses propres tiers. L'exigence que le commanditaire peut tenir aussi pour lui-même suit.",
  },
  "15.1.a": {
    title: "Identification des tiers",
    extract:
      "Le prestataire doit tenir à jour une liste exhaustive des tiers participant à la mise en œuvre du service (hébergeur, développeur, intégrateur, archiveur, sous-traitant opérant sur site ou à distance, fournisseurs de climatisation, etc.). […]",
    coverage: "partly",
    reason:
      "Chaque destination extérieure dit pourquoi, quelles données, quel pays et qui la lit (DST-01), et la bordure n'en connaît pas d'autre (NET-10). Manquent : les tiers du prestataire.",
  },
  "chapitre 16": {
    title: "Gestion des incidents liés à la sécurité de l'information",
    coverage: "platform",
    reason: "Lie le prestataire, et l'entité pour ce qui la concerne (PSSIE:TI-OPS-SSI).",
  },
  "chapitre 17": {
    title: "Continuité d'activité",
    coverage: "platform",
    reason:
      "Ce qui suit est ce que le déploiement du commanditaire montre aussi ; le plan de continuité du prestataire ne lie que lui.",
  },
  "17.2.a": {
    title: "Mise en œuvre de la continuité d'activité",
    extract:
      "Le prestataire doit documenter et mettre en œuvre des procédures permettant de maintenir ou de restaurer l'exploitation du service et d'assurer la disponibilité des informations au niveau et dans les délais pour lesquels le prestataire s'est engagé vis-à-vis du commanditaire dans la convention […]",
    coverage: "partly",
    reason:
      "Objectifs déclarés et éprouvés par chaque exercice (BCK-04) ; tout ce qu'une restauration exige est listé (ESC-01). Manque : la perte du site entier, qui reste une procédure.",
  },
  "17.3.a": {
    title: "Vérifier, revoir et évaluer la continuité d'activité",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une procédure permettant de tester le plan de continuité d'activités afin de s'assurer qu'il est pertinent et efficace en situation de crise.",
    coverage: "partly",
    reason:
      "Restaurations exercées à leur tour (BCK-04). Manque : l'essai du plan de continuité en situation de crise.",
  },
  "17.4.a": {
    title: "Disponibilité des moyens de traitement de l'information",
    extract:
      "Le prestataire doit documenter et mettre en œuvre les mesures qui lui permettent de répondre au besoin de disponibilité du service défini dans la convention de service (voir chapitre 19.1).",
    coverage: "partly",
    reason:
      "Perte d'une zone supportée par chaque service (HA-01), PostgreSQL (PG-01, PG-02), le magasin des médias (OBJ-01), quotas compris (QUO-01). Manque : la disponibilité du cluster lui-même, sur un seul site.",
  },
  "17.5.a": {
    title: "Sauvegarde de la configuration de l'infrastructure technique",
    extract:
      "Le prestataire doit documenter et mettre en œuvre une procédure de sauvegarde hors-ligne de la configuration de l'infrastructure technique.",
    coverage: "partly",
    reason:
      "La configuration est le dépôt lui-même, images et charts ont une seconde copie au séquestre (ESC-01). Manque : la configuration de la plateforme.",
  },
  "17.6.a": {
    title: "Mise à disposition d'un dispositif de sauvegarde des données du commanditaire",
    extract:
      "Le prestataire doit documenter et mettre à disposition du commanditaire un service de sauvegarde de ses données.",
    coverage: "partly",
    reason:
      "Le commanditaire apporte son propre dispositif : bases sauvegardées (BCK-01), médias copiés (BCK-05), sur un magasin déclaré. Manque : le service du magasin.",
  },
  "chapitre 18": {
    title: "Conformité",
    coverage: "platform",
    reason:
      "Lie le prestataire : audits de son service. La recommandation que le commanditaire peut tenir aussi pour lui-même suit.",
  },
  "18.2.1.b": {
    title: "Revue continue",
    extract:
      "Il est recommandé que le prestataire mette en œuvre des mécanismes automatisés d'audit de la configuration adaptés à l'infrastructure technique du service.",
    coverage: "partly",
    reason:
      "Chaque plan est jugé entier avant d'être déployé (PLN-01), et l'admission répète les règles dans le cluster (ADM-01). Manque : l'infrastructure technique du prestataire.",
  },
  "chapitre 19": {
    title: "Exigences supplémentaires",
    coverage: "platform",
    reason:
      "Ce qui suit est ce que le déploiement du commanditaire montre aussi ; convention de service, régionalisation et fin de contrat ne lient que le prestataire.",
  },
  "19.1.i": {
    title: "Convention de service",
    extract:
      "Le prestataire doit assurer cette réversibilité via l'une des modalités techniques suivantes : la mise à disposition de fichiers suivant un ou plusieurs formats documentés et exploitables en dehors du service fourni par le prestataire ; […]",
    coverage: "organisational",
    reason:
      "Réversibilité : stipulée par la convention de service. Rien du plan n'est propre à un prestataire (Kubernetes, PostgreSQL, S3).",
  },
  "19.2.a": {
    title: "Localisation des données",
    extract:
      "Le prestataire doit documenter et communiquer au commanditaire la localisation du stockage et du traitement des données de ce dernier.",
    coverage: "partly",
    reason:
      "État, sauvegardes, copie des médias et destinations disent leur pays (SOV-02), cluster et registre aussi (SOV-06), les images viennent d'un registre déclaré (SUP-02). Manque : la preuve de chaque déclaration.",
  },
  "19.2.b": {
    title: "Localisation des données",
    extract: "Le prestataire doit stocker et traiter les données du commanditaire au sein de l'Union Européenne.",
    coverage: "partly",
    reason:
      "Hors notifications, aucun fournisseur extra-européen de la liste connue (SOV-01) ; notifications par la bordure seule, sans texte de message, sur un fondement déclaré (PSH-01, SOV-04, SOV-05). La PSSIE (INT-REX-HB), plus stricte que l'Union, prévaut : territoire national, cluster et registre compris (SOV-06). Manque : la preuve de la localisation du cluster.",
  },
  "19.2.c": {
    title: "Localisation des données",
    extract:
      "Les opérations d'administration et de supervision du service doivent être réalisées depuis l'Union Européenne.",
    coverage: "platform",
    reason:
      "Administration et supervision du service depuis l'Union : relèvent du prestataire ; celles du commanditaire, de l'entité.",
  },
  "19.2.d": {
    title: "Localisation des données",
    extract:
      "Le prestataire doit stocker et traiter les données techniques (identités des bénéficiaires et des administrateurs de l'infrastructure technique, données manipulées par le Software Defined Network, journaux de l'infrastructure technique, annuaire, certificats, configuration des accès, etc.) au […]",
    coverage: "partly",
    reason:
      "L'état de Terraform (SOV-03) et les journaux (SOV-02) sont déclarés en France, rien n'est rapporté à un éditeur (SOV-05). La PSSIE, plus stricte, prévaut. Manque : les données techniques du prestataire.",
  },
  "19.4.a": {
    title: "Fin de contrat",
    extract:
      "À la fin du contrat liant le prestataire et le commanditaire, que le contrat soit arrivé à son terme ou pour toute autre cause, le prestataire doit assurer un effacement sécurisé de l'intégralité des données du commanditaire. […]",
    coverage: "platform",
    reason:
      "Effacement en fin de contrat : relève du prestataire. Les données du plan, elles, ne s'effacent pas sans être nommées (ADM-02).",
  },
  "19.5.a": {
    title: "Protection des données à caractère personnel",
    extract:
      "Le prestataire doit justifier du respect des principes de protection des données pour les traitements de données à caractère personnel mis en œuvre pour son propre compte. Il doit justifier au minimum les points suivants : les finalités des traitements déterminées, explicites et légitimes ; […]",
    coverage: "partly",
    reason:
      "Pour le commanditaire, responsable du traitement : durées de conservation bornées (SYN-14), données de chaque destination dites (DST-01), profils derrière l'authentification (SYN-12). Manquent : registre, fondements et information des personnes.",
  },
  "19.6.a": {
    title: "Protection vis-à-vis du droit extra-européen",
    extract:
      "Le siège statutaire, administration centrale et principal établissement du prestataire doivent être établis au sein d'un État membre de l'Union Européenne.",
    coverage: "partly",
    reason:
      "Hors notifications (Apple et Google, SOV-04), aucun hôte d'un fournisseur extra-européen de la liste connue (SOV-01), sorties de l'Union sur fondement déclaré (SOV-04), hébergeur interne à l'État ou qualifié (SOV-06). Manque : siège et capital du prestataire, qu'atteste sa qualification.",
  },
  "19.6.c": {
    title: "Protection vis-à-vis du droit extra-européen",
    extract:
      "En cas de recours par le prestataire, dans le cadre des services fournis au commanditaire, aux services d'une société tierce – y compris un sous-traitant – possédant son siège statutaire, administration centrale ou principal établissement au sein d'un État non membre de l'Union Européenne ou […]",
    coverage: "partly",
    reason:
      "Le texte des messages n'est jamais envoyé à Apple ni à Google (SYN-08, PSH-01). Des identifiants et des compteurs le sont, et le nom de l'expéditeur et du salon quand l'application n'a pas choisi event_id_only, ce que le serveur n'impose pas ; le fondement est déclaré (SOV-04). Manquent : cette contrainte, le fondement au sens du chapitre V du RGPD, et les tiers du prestataire.",
  },
};
