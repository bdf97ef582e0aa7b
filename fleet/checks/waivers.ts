import { collectTexts } from "../load/collect";
import type { Source } from "../load/source";
import { fieldName, type Mistake, mistake } from "../mistakes";

/** Each waiver belongs to a residual risk that the homologation accepted. */
export function checkWaivers(waivers: Source | undefined, environment: Source | undefined): Mistake[] {
  if (waivers === undefined || environment === undefined) return [];
  const accepted = collectTexts(environment, ["homologation", "residualRisks", "*", "id"]).map(({ value }) => value);
  return collectTexts(waivers, ["waivers", "*", "risk"])
    .filter(({ value }) => !accepted.includes(value))
    .map(({ source, path, value }) =>
      mistake(
        source.at(path),
        fieldName(path),
        `${value} is no residual risk of the homologation in environment.yaml.`,
        accepted.length > 0
          ? `Write one of ${accepted.join(", ")}, or have the risk accepted and add it there.`
          : "Have the risk accepted by the authority and add it under homologation.residualRisks.",
      ),
    );
}
