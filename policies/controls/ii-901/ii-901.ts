import { type Control, type ControlDocument, controlsOf, restatedOf } from "../control";
import { PSSIE } from "../pssie/pssie";
import { ANNEXE_1_GOVERNANCE } from "./annexe-1-governance";
import { ANNEXE_1_LIFECYCLE } from "./annexe-1-lifecycle";
import { ANNEXE_1_OPERATIONS } from "./annexe-1-operations";
import { ARTICLES, NETWORK_CLASSES } from "./articles";

/** The instruction on sensitive systems; its annexe 1 is the PSSIE again, for those whom the PSSIE does not bind. */
export const II_901_DOCUMENT: ControlDocument = {
  key: "II901",
  title: "Instruction interministérielle n° 901 relative à la protection des systèmes d'information sensibles",
  version: "n° 901/SGDSN/ANSSI du 28 janvier 2015",
  language: "fr",
  source: "SGDSN, ANSSI ; legifrance.gouv.fr",
  scope:
    "Une administration de l'État qui respecte la PSSIE est réputée suivre le titre II (article 4.1) ; le titre III ne vise que la Diffusion Restreinte. L'annexe 1 reprend la PSSIE pour les autres entités : chaque règle y est jugée comme celle qu'elle reprend. Articles de définition et dispositions finales écartés.",
  licence: "Acte officiel, hors du droit d'auteur ; cité par extraits.",
};

export const II_901: readonly Control[] = [
  ...controlsOf(II_901_DOCUMENT, ARTICLES),
  ...restatedOf(II_901_DOCUMENT, PSSIE, { ...ANNEXE_1_GOVERNANCE, ...ANNEXE_1_OPERATIONS, ...ANNEXE_1_LIFECYCLE }),
  ...controlsOf(II_901_DOCUMENT, NETWORK_CLASSES),
];
