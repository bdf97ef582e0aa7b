import type { ControlEntries } from "../control";

/** Titles II and III: what binds whom, and Diffusion Restreinte. */
export const ARTICLES: ControlEntries = {
  "Article 4": {
    title: "Application des règles",
    extract:
      "Une administration de l'État qui respecte la PSSIE est réputée se conformer à l'ensemble des dispositions du titre II. […]",
    coverage: "organisational",
    reason:
      "Dit qui applique quoi. Une administration de l'État suit la PSSIE, et de plus le titre III en Diffusion Restreinte ; l'annexe 1 reprend la PSSIE pour les autres entités.",
  },
  "Article 5": {
    title: "Détermination de la sensibilité des informations",
    extract:
      "Chaque entité […] identifie l'information sensible qu'elle traite ; marque cette information par les moyens de son choix ; […] applique des mesures de protection adaptées.",
    coverage: "partly",
    reason:
      "La sensibilité est déclarée avec l'homologation ; ce qui est déployé et ce qui porte la mention lui sont confrontés (HOM-02). Manque : le marquage des contenus eux-mêmes, que le déploiement ne voit pas.",
  },
  "Article 6": {
    title: "Gouvernance de la protection des systèmes d'information",
    extract:
      "Chaque entité : applique une politique de sécurité des systèmes d'information (PSSI) […] ; organise la gouvernance et attribue les responsabilités […].",
    coverage: "organisational",
    reason: "Gouvernance de l'entité : un déploiement n'en montre rien.",
  },
  "Article 7": {
    title: "Maîtrise des risques",
    extract:
      "La PSSI de l'entité résulte d'une analyse des risques menée : pour tous les risques, pas seulement techniques […] ; pour chacun des systèmes d'information de l'entité […].",
    coverage: "organisational",
    reason: "Analyse de risques de l'entité ; seuls les risques résiduels acceptés sont déclarés.",
  },
  "Article 8": {
    title: "Homologation des systèmes d'information sensibles",
    extract:
      "Tout système d'information sensible doit faire l'objet d'une homologation de sécurité avant sa mise en service. Dans le dossier d'homologation figurent notamment les risques résiduels […].",
    coverage: "partly",
    reason:
      "Décision et fin de validité déclarées et en vigueur (HOM-01) ; chaque dérogation renvoie à un risque résiduel déclaré. Manque : le dossier lui-même.",
  },
  "Article 9": {
    title: "Protection des systèmes d'information",
    extract:
      "L'entité dispose d'une cartographie de l'ensemble des systèmes d'information dont elle est responsable. […] logique : elle permet […] de protéger les réseaux, les équipements, les données et leurs supports, les accès logiques […].",
    coverage: "partly",
    reason:
      "Pour ce déploiement, le plan est la carte (PLN-01, DST-01) et le volet logique est détaillé règle à règle en annexe 1 et sous PSSIE. Manquent : volets physique et organisationnel, et le renforcement en cas de menace.",
  },
  "Article 10": {
    title: "Gestion des incidents de sécurité des systèmes d'information",
    extract:
      "[…] elle se dote : d'une capacité de détection, d'analyse, de qualification et de réaction […] ; d'un dispositif de gestion des incidents […].",
    coverage: "partly",
    reason:
      "De quoi détecter et réagir : journaux réunis (LOG-01), mesures lues (MON-02), alertes avec leur procédure (MON-01). Manquent : l'analyse, les exercices de crise et les retours d'expérience.",
  },
  "Article 11": {
    title: "Évaluation du niveau de sécurité",
    extract:
      "L'entité évalue en permanence le niveau de sécurité de ses systèmes d'information et les risques résiduels. Elle effectue régulièrement des vérifications et réalise des audits […].",
    coverage: "partly",
    reason:
      "Chaque plan est jugé entier avant d'être déployé (PLN-01), et l'admission répète les règles dans le cluster (ADM-01). Manquent : les audits.",
  },
  "Article 12": {
    title: "Relations avec les autorités de l'État",
    extract:
      "[…] chaque entité coopère avec les autorités de l'État telles que l'ANSSI […]. Elle répond, en cas de crise, aux sollicitations de ces autorités.",
    coverage: "organisational",
    reason: "Relations de l'entité avec l'ANSSI et son ministère.",
  },
  "Article 13": {
    title: "Homologation des systèmes d'information Diffusion Restreinte",
    extract:
      "Tout système d'information Diffusion Restreinte est homologué à ce titre dans les conditions prévues à l'article 8. […]",
    coverage: "partly",
    reason:
      "Sans objet tant que la sensibilité déclarée est NP. Si elle devenait DR, HOM-02 demanderait avec la décision la classe du réseau et les moyens agréés. Manque : la décision prononcée à ce titre, que seule son autorité montre.",
  },
  "Article 14": {
    title: "Traitement des informations portant la mention Diffusion Restreinte",
    extract:
      "[…] Le traitement en clair des informations portant la mention Diffusion Restreinte […] s'effectue sur des réseaux de classe 1 ou 2. […]",
    coverage: "partly",
    reason:
      "Sans objet tant que la sensibilité déclarée est NP. Si elle devenait DR, HOM-02 s'opposerait à un réseau sans classe déclarée, à des notifications hors de l'Union et à un chiffrement sans agrément. Manque : la preuve de la classe et de l'agrément.",
  },
  "Article 15": {
    title: "Protection physique des locaux",
    extract:
      "Les mesures de sécurité physique sont choisies en proportion des menaces déterminées par l'analyse des risques […].",
    coverage: "platform",
    reason: "Sécurité physique des locaux : relève de l'hébergeur.",
  },
  "Article 16": {
    title: "Externalisation",
    extract:
      "[…] La prestation s'effectue, dans la mesure du possible, à partir du territoire national. Il est recommandé à toute entité de choisir des prestataires de services de confiance qualifiés par l'ANSSI.",
    coverage: "partly",
    reason:
      "État, sauvegardes, copie des médias et destinations déclarés en France (SOV-02), aucun fournisseur extra-européen connu (SOV-01), hébergeur interne à l'État ou qualifié, en France (SOV-06). Manquent : la preuve de ces déclarations, et le contrat.",
  },
  "Article 17": {
    title: "Utilisation en milieu non maîtrisé",
    extract:
      "Les informations portant la mention Diffusion Restreinte contenues dans des dispositifs nomades […] sont chiffrées par des moyens agréés par l'ANSSI […].",
    coverage: "organisational",
    reason: "Équipements nomades des agents : hors du déploiement.",
  },
  "Article 18": {
    title: "Supports audiovisuels",
    extract:
      "Avant de diffuser des informations portant la mention Diffusion Restreinte sur un support audiovisuel, le responsable de la diffusion vérifie que les participants ont besoin d'en connaître. […]",
    coverage: "organisational",
    reason: "Conduite des participants à une réunion ou à un appel : hors du déploiement.",
  },
  "Article 19": {
    title: "Autorisations de dérogation",
    extract:
      "[…] des dérogations, limitées dans le temps, aux règles prévues par la présente instruction peuvent être accordées […].",
    coverage: "organisational",
    reason:
      "Accordées par le haut fonctionnaire de défense et de sécurité. Les dérogations du projet, datées et approuvées, portent sur ses règles et ne les remplacent pas.",
  },
};

/** Annexe 2: classes of networks. */
export const NETWORK_CLASSES: ControlEntries = {
  "Annexe 2, classe 0": {
    title: "Réseau de classe 0",
    extract:
      "Un réseau de classe 0 est un réseau public (Internet, etc.) ou un réseau connecté à un réseau public qui ne respecte pas les exigences de la classe 1 […].",
    coverage: "platform",
    reason:
      "Sert les agents par Internet : c'est la classe par défaut tant que rien n'est montré de plus. La classe se décide au niveau du réseau de l'hébergeur.",
  },
  "Annexe 2, classe 1": {
    title: "Réseau de classe 1",
    extract:
      "[…] au moins un dispositif de filtrage qualifié au niveau standard est mis en coupure de tous les flux […] ; un dispositif de rupture de tous les flux (proxy) […] ; une sonde de détection qualifiée […].",
    coverage: "platform",
    reason:
      "Filtrage, rupture et sonde qualifiés : relèvent de l'hébergeur. La bordure du plan est un relais de rupture (NET-10), sans qualification.",
  },
  "Annexe 2, classe 2": {
    title: "Réseau de classe 2",
    extract:
      "Un réseau de classe 2 est un réseau qui : est isolé, c'est-à-dire non connecté, même indirectement, à Internet ; […].",
    coverage: "platform",
    reason: "Incompatible avec un service joint par Internet ; relève de l'hébergeur.",
  },
};
