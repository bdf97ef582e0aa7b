import { type Control, type ControlDocument, controlsOf } from "../control";
import { DATA_CENTRES } from "./data-centres";
import { GOVERNANCE } from "./governance";
import { LIFECYCLE } from "./lifecycle";
import { NETWORKS } from "./networks";
import { OPERATIONS } from "./operations";
import { WORKSTATIONS } from "./workstations";

/** The policy that binds every administration of the State. */
export const PSSIE_DOCUMENT: ControlDocument = {
  key: "PSSIE",
  title: "Politique de sécurité des systèmes d'information de l'État",
  version: "circulaire du Premier ministre n° 5725/SG du 17 juillet 2014",
  language: "fr",
  source: "legifrance.gouv.fr, cir_38641",
  scope:
    "Lie les administrations de l'État. Toutes ses règles figurent ici, locaux, personnes et postes compris. Plus stricte que SecNumCloud sur le territoire (INT-REX-HB) et la durée des journaux (EXP-CONS-JOUR) : elle prévaut.",
  licence: "Acte officiel, hors du droit d'auteur ; cité par extraits.",
};

export const PSSIE: readonly Control[] = controlsOf(PSSIE_DOCUMENT, {
  ...GOVERNANCE,
  ...NETWORKS,
  ...OPERATIONS,
  ...DATA_CENTRES,
  ...WORKSTATIONS,
  ...LIFECYCLE,
});
