import { near } from "../near";
import type { Rule } from "../rule";
import { CHECKOV, CHECKOV_DOCUMENT } from "./checkov";
import { CIS_KUBERNETES, CIS_KUBERNETES_DOCUMENT } from "./cis-kubernetes";
import type { Control, ControlDocument } from "./control";
import { II_901, II_901_DOCUMENT } from "./ii-901/ii-901";
import { LOGGING, LOGGING_DOCUMENT } from "./logging";
import { PSSIE, PSSIE_DOCUMENT } from "./pssie/pssie";
import { SECNUMCLOUD, SECNUMCLOUD_DOCUMENT } from "./secnumcloud/secnumcloud";
import { SENSITIVE_ARCHITECTURES, SENSITIVE_ARCHITECTURES_DOCUMENT } from "./sensitive-architectures";
import { TLS, TLS_DOCUMENT } from "./tls";

/** Every document, those that bind the State's administrations first. */
export const DOCUMENTS: readonly ControlDocument[] = [
  PSSIE_DOCUMENT,
  II_901_DOCUMENT,
  SECNUMCLOUD_DOCUMENT,
  SENSITIVE_ARCHITECTURES_DOCUMENT,
  LOGGING_DOCUMENT,
  TLS_DOCUMENT,
  CIS_KUBERNETES_DOCUMENT,
  CHECKOV_DOCUMENT,
];

/** Every listed control by its id, in the order of the documents and of each document. */
export const CONTROLS: ReadonlyMap<string, Control> = new Map(
  [
    ...PSSIE,
    ...II_901,
    ...SECNUMCLOUD,
    ...SENSITIVE_ARCHITECTURES,
    ...LOGGING,
    ...TLS,
    ...CIS_KUBERNETES,
    ...CHECKOV,
  ].map((control) => [control.id, control]),
);

/** What a rule cites that follows from no published control; `why` says whose it is. */
export const OWN_RULE = "own";

type Citing = Pick<Rule, "id" | "controls">;

/** What rules cite that is no listed control, each with the one that may be meant. */
export function controlFaults(rules: readonly Citing[]): string[] {
  const known = [...CONTROLS.keys()];
  return rules.flatMap(({ id, controls }) =>
    controls
      .filter((control) => control !== OWN_RULE && !CONTROLS.has(control))
      .map((control) => {
        const one = near(control, known);
        const meant = one === undefined ? "" : ` Did you mean ${one}?`;
        return `${id} cites ${control}, which is no control of policies/controls.${meant} Write one of its ids, or "own".`;
      }),
  );
}

/** Rules that show something of a control: those that cite it, or the one that it says again. */
export function rulesOf<R extends Citing>(
  { id, restates }: Pick<Control, "id" | "restates">,
  rules: readonly R[],
): readonly R[] {
  return rules.filter(({ controls }) => controls.includes(restates ?? id));
}
