import { type Control, type ControlDocument, controlsOf } from "../control";
import { ACCESS } from "./access";
import { ANNEXE_2 } from "./annexe-2";
import { OPERATIONS } from "./operations";
import { SERVICES } from "./services";

/** What ANSSI asks of providers of clouds, and recommends to their tenants. */
export const SECNUMCLOUD_DOCUMENT: ControlDocument = {
  key: "SNC",
  title: "Prestataires de services d'informatique en nuage (SecNumCloud), référentiel d'exigences",
  version: "3.2, du 8 mars 2022",
  language: "fr",
  source: "ANSSI, cyber.gouv.fr",
  scope:
    "Lie le prestataire ; seule l'annexe 2 s'adresse au commanditaire. Figurent : toute l'annexe 2 (ses recommandations n'ont pas de titre, le nôtre les résume), chaque exigence que le déploiement montre aussi pour sa part, et une ligne par chapitre pour le reste. Là où la PSSIE est plus stricte (12.6.c, 19.2), elle prévaut.",
  licence:
    "Document publié par l'ANSSI : réutilisation d'informations publiques (code des relations entre le public et l'administration, L. 321-1), par extraits, source et version mentionnées.",
};

export const SECNUMCLOUD: readonly Control[] = controlsOf(SECNUMCLOUD_DOCUMENT, {
  ...ACCESS,
  ...OPERATIONS,
  ...SERVICES,
  ...ANNEXE_2,
});
