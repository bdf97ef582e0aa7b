import type { ControlEntries } from "../control";

/** Annexe 2: recommendations to tenants; it has no titles, these are ours. */
export const ANNEXE_2: ControlEntries = {
  "Annexe 2.a": {
    title: "Participation de l'ANSSI au cahier des charges",
    extract:
      "Le commanditaire peut, lorsqu'il est une autorité administrative ou un opérateur d'importance vitale, demander à l'ANSSI de participer à la définition du cahier des charges faisant l'objet d'un appel d'offres ou d'un contrat.",
    coverage: "organisational",
    reason: "Faculté du commanditaire, avant le marché.",
  },
  "Annexe 2.b": {
    title: "Choix d'un prestataire du catalogue des qualifiés",
    extract:
      "Il est recommandé que le commanditaire choisisse son prestataire dans le catalogue des prestataires qualifiés publié sur le site de l'ANSSI, la qualification d'un prestataire d'informatique en nuage attestant de sa conformité à l'ensemble des exigences du présent référentiel.",
    coverage: "partly",
    reason:
      "Cluster, registre, état, sauvegardes, copie et journaux déclarent un hébergeur interne à l'État ou qualifié, avec la fin de sa qualification (SOV-06). Manque : la preuve de chaque déclaration, au catalogue de l'ANSSI.",
  },
  "Annexe 2.c": {
    title: "Exiger une prestation qualifiée, stipulée dans la convention",
    extract:
      "Pour bénéficier d'une prestation qualifiée, c'est-à-dire conforme à l'ensemble des exigences du présent référentiel, le commanditaire doit : choisir le prestataire dans le catalogue des prestataires qualifiés publié sur le site de l'ANSSI ; […]",
    coverage: "partly",
    reason:
      "Une qualification déclarée nomme sa référence et sa fin, et ne peut être échue (SOV-06). Manque : la clause de la convention, hors du plan.",
  },
  "Annexe 2.d": {
    title: "Emploi du guide d'achat",
    extract:
      "Il est recommandé que le commanditaire utilise le guide d'achat des produits de sécurité et des services de confiance [GUIDE_ACHAT] qui a pour vocation à accompagner la fonction achat des commanditaires lors des appels d'offres.",
    coverage: "organisational",
    reason: "Fonction achat du commanditaire.",
  },
  "Annexe 2.e": {
    title: "Réclamation auprès de l'ANSSI",
    extract:
      "Le commanditaire peut, conformément au processus de qualification des prestataires de service de confiance [PROCESS_QUALIF], déposer auprès de l'ANSSI une réclamation contre un prestataire qualifié pour lequel il estime que ce dernier n'a pas respecté une ou plusieurs exigences du présent […]",
    coverage: "organisational",
    reason: "Faculté du commanditaire.",
  },
  "Annexe 2.f": {
    title: "Ni accès ni détention d'informations classifiées",
    extract:
      "La qualification d'un prestataire n'atteste pas de sa capacité à accéder ou à détenir des informations classifiées de défense [IGI_1300]",
    coverage: "organisational",
    reason:
      "Limite de la qualification, à rappeler dans les conditions d'emploi : la sensibilité déclarée ne connaît que NP et DR.",
  },
  "Annexe 2.g": {
    title: "Ni accès ni détention d'articles contrôlés (ACSSI)",
    extract:
      "La qualification d'un prestataire n'atteste pas de sa capacité à accéder ou à détenir des articles contrôlés de la sécurité des systèmes d'information (ACSSI) [II_910].",
    coverage: "organisational",
    reason: "Limite de la qualification ; aucun article contrôlé dans le déploiement.",
  },
  "Annexe 2.h": {
    title: "Exigences propres aux données DR ou de santé",
    extract:
      "La conformité du service du prestataire au référentiel SecNumCloud ne se substitue pas aux exigences légales ou réglementaires applicables à certaines données spécifiques telles que les données de niveau Diffusion Restreinte ou les données de santé.",
    coverage: "partly",
    reason:
      "Passer la sensibilité déclarée de NP à DR échoue tant que réseau, moyens agréés, connexion, notifications et partenaires ne la tiennent pas (HOM-02). Manque : les données de santé, que rien ne déclare.",
  },
  "Annexe 2.i": {
    title: "Moyens d'administration dédiés",
    extract:
      "Pour l'accès aux interfaces de gestion du service, il est recommandé que le commanditaire utilise des moyens (terminaux, serveurs) dédiés aux tâches d'administration et conformes aux recommandations du guide [NT_ADMIN].",
    coverage: "organisational",
    reason: "Terminaux et serveurs d'administration du commanditaire : hors du plan.",
  },
};
