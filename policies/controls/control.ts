/**
 * How a control stands before this footprint: `covered` and `partly` by rules over the plan; `platform`, what the cloud
 * or the cluster's operator must do; `organisational`, what people must; `not covered`, what the plan could show and no rule does.
 */
export type Coverage = "covered" | "partly" | "platform" | "organisational" | "not covered";

/** A published document whose controls rules are aligned with: "aligned with", never "compliant". */
export interface ControlDocument {
  /** What ids of its controls begin with, `PSSIE` in `PSSIE:EXP-DROITS`. */
  readonly key: string;
  readonly title: string;
  readonly version: string;
  /** Of its titles and extracts. */
  readonly language: "fr" | "en";
  readonly source: string;
  /** Whom it binds and which of its controls are listed, in French. */
  readonly scope: string;
  /** Under which terms its text is quoted; where it may not be, controls have no extract. */
  readonly licence: string;
}

/** What one control asks, and how it stands. */
interface ControlEntry {
  /** As the document has it. */
  readonly title: string;
  /** The control's own words, shortened with […]; absent where the licence or the document gives none. */
  readonly extract?: string;
  readonly coverage: Coverage;
  /** Why it stands so, in French, for an auditor. */
  readonly reason: string;
}

export interface Control extends ControlEntry {
  /** `<document key>:<the document's own id>`. */
  readonly id: string;
  readonly document: ControlDocument;
  /** The control of another document that this one says again: rules cite that one, never this one, and show both. */
  readonly restates?: string;
}

/** Controls by the document's own ids, in its order. */
export type ControlEntries = Readonly<Record<string, ControlEntry>>;

/** The controls of one document, in its order. */
export function controlsOf(document: ControlDocument, entries: ControlEntries): readonly Control[] {
  return Object.entries(entries).map(([id, entry]) => ({ id: `${document.key}:${id}`, document, ...entry }));
}

/** Controls that say those of another document again: by default those of the same id, for the same reason. */
export type RestatedEntries = Readonly<
  Record<string, Pick<ControlEntry, "title" | "extract"> & { readonly restates?: string; readonly reason?: string }>
>;

/** The controls of one document that say again those of another; throws where the other has no such control. */
export function restatedOf(
  document: ControlDocument,
  others: readonly Control[],
  entries: RestatedEntries,
): readonly Control[] {
  return Object.entries(entries).map(([id, { title, extract, restates: same = id, reason }]) => {
    const other = others.find((control) => control.id === `${control.document.key}:${same}`);
    if (other === undefined) throw new Error(`${document.key}:${id} says no known control again: ${same}.`);
    return {
      id: `${document.key}:${id}`,
      document,
      title,
      ...(extract === undefined ? {} : { extract }),
      coverage: other.coverage,
      reason: `Reprend ${other.id}. ${reason ?? other.reason}`,
      restates: other.id,
    };
  });
}
