import fc from "fast-check";
import { type Control, type ControlDocument, controlsOf, restatedOf } from "../../policies/controls/control";
import { CONTROLS, controlFaults, DOCUMENTS, OWN_RULE, rulesOf } from "../../policies/controls/controls";
import { RULES } from "../../policies/rules/rules";

const ALL = [...CONTROLS.values()];

/** Characters of a control's own words: what a quotation may be, not a copy. */
const LONGEST_EXTRACT = 300;

/** Ids without their document's key. */
const idsOf = (key: string) =>
  ALL.filter(({ document }) => document.key === key).map(({ id }) => id.slice(key.length + 1));

const areShown = ({ coverage }: Control) => coverage === "covered" || coverage === "partly";

const says = (text: string, words: RegExp) => words.test(text.normalize("NFC"));

const ids = (controls: readonly Control[]) => controls.map(({ id }) => id);

/** Parts of a numbered id as numbers, letters by their place: 9.6.g before 12.5.a. */
const parts = (id: string) =>
  id.match(/\d+|(?<=\.)[a-z]/g)?.map((part) => (/\d/.test(part) ? Number(part) : part.charCodeAt(0))) ?? [];

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs === -1 ? a.length < b.length : (a[differs] ?? 0) < (b[differs] ?? Number.NEGATIVE_INFINITY);
}

/** Neighbours that do not follow each other by number. */
const disorder = (numbered: readonly string[]) =>
  numbered.flatMap((id, index) => {
    const next = numbered[index + 1];
    return next === undefined || isBefore(parts(id), parts(next)) ? [] : [`${id} before ${next}`];
  });

describe("what rules cite", () => {
  test("is a listed control, or own", () => {
    expect(controlFaults(RULES)).toEqual([]);
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))("%s cites something, once", (_, { controls }) => {
    expect(controls).not.toHaveLength(0);
    expect(new Set(controls).size).toBe(controls.length);
  });

  test.each(RULES.filter(({ controls }) => controls.includes(OWN_RULE)).map((rule) => [rule.id, rule] as const))(
    "%s says why it is its own",
    (_, { why }) => expect(why).toContain("Règle propre"),
  );

  test("is never what another document says again", () => {
    const cited = new Set(RULES.flatMap(({ controls }) => controls));
    expect(ids(ALL.filter(({ id, restates }) => restates !== undefined && cited.has(id)))).toEqual([]);
  });

  test("by mistake is named, with the control that was meant", () => {
    expect(controlFaults([{ id: "NET-01", controls: ["PSSIE:EXP-DROIT", "SNC:9.7.a", OWN_RULE] }])).toEqual([
      'NET-01 cites PSSIE:EXP-DROIT, which is no control of policies/controls. Did you mean PSSIE:EXP-DROITS? Write one of its ids, or "own".',
    ]);
  });

  test("by a wild guess is named without a guess of ours", () => {
    const [fault, ...more] = controlFaults([{ id: "NET-01", controls: ["ISO-27001:A.8.20"] }]);
    expect(more).toEqual([]);
    expect(fault).toContain("NET-01 cites ISO-27001:A.8.20");
    expect(fault).not.toContain("Did you mean");
  });

  test("is told for every unknown id, and for no known one", () => {
    const known = fc.constantFrom(...CONTROLS.keys(), OWN_RULE);
    const unknown = fc.string().filter((id) => id !== OWN_RULE && !CONTROLS.has(id));
    fc.assert(
      fc.property(fc.array(known), fc.array(unknown, { maxLength: 3 }), (right, wrong) => {
        expect(controlFaults([{ id: "X", controls: [...right, ...wrong] }])).toHaveLength(wrong.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("coverage", () => {
  test("covered or partly is what rules cite", () => {
    expect(ids(ALL.filter((control) => areShown(control) && rulesOf(control, RULES).length === 0))).toEqual([]);
  });

  test("of what no rule shows is neither", () => {
    expect(ids(ALL.filter((control) => !areShown(control) && rulesOf(control, RULES).length > 0))).toEqual([]);
  });

  test("is told in words of its own", () => {
    expect(ids(ALL.filter(({ reason, title }) => reason.trim().length < 20 || reason === title))).toEqual([]);
  });

  test("of the State's own texts in part says what is missing", () => {
    const partly = ["PSSIE", "II901", "SNC"].flatMap((key) =>
      ALL.filter(({ document, coverage }) => document.key === key && coverage === "partly"),
    );
    expect(ids(partly.filter(({ reason }) => !/Manque(nt)? : /.test(reason)))).toEqual([]);
  });

  test("names rules that there are, and those cite what they are named for", () => {
    const known = new Set(RULES.map(({ id }) => id));
    const named = ALL.flatMap((control) =>
      [...control.reason.matchAll(/\b[A-Z][A-Z0-9]{2}-\d\d\b/g)].map(([id]) => ({ control, id })),
    );
    expect(named.filter(({ id }) => !known.has(id)).map(({ control, id }) => `${control.id}: ${id}`)).toEqual([]);
    const silent = named.filter(
      ({ control, id }) => areShown(control) && !rulesOf(control, RULES).some((rule) => rule.id === id),
    );
    expect(silent.map(({ control, id }) => `${control.id}: ${id}`)).toEqual([]);
  });

  test("is an alignment, never a conformity", () => {
    const ours = ALL.filter(({ reason }) => says(reason, /conforme|compliant/i));
    const theirs = DOCUMENTS.filter(({ scope, licence }) => says(`${scope} ${licence}`, /conforme|compliant/i));
    expect([...ids(ours), ...theirs.map(({ key }) => key)]).toEqual([]);
  });

  test("says where the PSSIE is stricter than SecNumCloud, and that it holds", () => {
    for (const id of ["PSSIE:INT-REX-HB", "PSSIE:EXP-CONS-JOUR"])
      expect(CONTROLS.get(id)?.reason).toMatch(/plus strict.*SecNumCloud.*(prévaut|prévalent)/i);
    for (const id of ["SNC:12.6.c", "SNC:19.2.b", "SNC:19.2.d"])
      expect(CONTROLS.get(id)?.reason).toMatch(/PSSIE.*plus stricte.*prévaut/i);
  });
});

describe("documents", () => {
  test("are quoted by extracts", () => {
    expect(ids(ALL.filter(({ extract }) => (extract?.length ?? 0) > LONGEST_EXTRACT))).toEqual([]);
    expect(ids(ALL.filter(({ extract }) => extract?.trim() === ""))).toEqual([]);
  });

  test("whose text is not free are not quoted", () => {
    const bound = ALL.filter(({ document }) => ["CIS", "CKV"].includes(document.key));
    expect(bound).not.toHaveLength(0);
    expect(ids(bound.filter(({ extract }) => extract !== undefined))).toEqual([]);
  });

  test("are each listed, told whole, and hold what begins with their key", () => {
    const keys = DOCUMENTS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect([...new Set(ALL.map(({ document }) => document.key))]).toEqual(keys);
    expect(ids(ALL.filter(({ id, document }) => !id.startsWith(`${document.key}:`)))).toEqual([]);
    for (const document of DOCUMENTS)
      expect(Object.entries(document).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("have each control once", () => {
    const every = DOCUMENTS.flatMap(({ key }) => idsOf(key));
    expect(every).toHaveLength(CONTROLS.size);
  });

  test("stand in their own order", () => {
    const chapters = ["ORG", "RH", "GDB", "INT", "PHY", "RES", "ARCHI", "EXP", "PDT", "DEV", "TI", "PCA", "CONTR"];
    const families = (all: readonly string[]) =>
      all
        .map((id) => id.split("-")[0] ?? "")
        .filter((family, index, every) => chapters.includes(family) && family !== every[index - 1]);
    expect(families(idsOf("PSSIE"))).toEqual(chapters);
    expect(families(idsOf("II901"))).toEqual(chapters);
    expect(disorder(idsOf("II901").filter((id) => id.startsWith("Article")))).toEqual([]);
    expect(disorder(idsOf("SNC").filter((id) => !id.startsWith("Annexe")))).toEqual([]);
    expect(disorder(idsOf("SNC").filter((id) => id.startsWith("Annexe")))).toEqual([]);
    expect(disorder(idsOf("CIS"))).toEqual([]);
  });

  test("are whole where they say so", () => {
    expect(idsOf("PSSIE")).toHaveLength(183);
    expect(idsOf("SNC").filter((id) => id.startsWith("Annexe 2"))).toHaveLength(9);
    // The PSSIE's annual report of a ministry is nobody else's.
    const restated = ALL.filter(({ restates }) => restates !== undefined);
    expect(restated).toHaveLength(182);
    const missing = idsOf("PSSIE").filter((id) => !restated.some(({ restates }) => restates === `PSSIE:${id}`));
    expect(missing).toEqual(["CONTR-BILAN-SSI"]);
  });
});

describe("what a document says again", () => {
  const [theirs, ours] = ["A", "B"].map(
    (key): ControlDocument => ({
      key,
      title: "",
      version: "",
      language: "fr",
      source: "",
      scope: "",
      licence: "",
    }),
  );
  if (theirs === undefined || ours === undefined) throw new Error("two documents");
  const others = controlsOf(theirs, { "X-1": { title: "One", coverage: "partly", reason: "Manque le reste." } });

  test("stands as the control that it says again", () => {
    expect(restatedOf(ours, others, { "X-1": { title: "The first" } })).toEqual([
      {
        id: "B:X-1",
        document: ours,
        title: "The first",
        coverage: "partly",
        reason: "Reprend A:X-1. Manque le reste.",
        restates: "A:X-1",
      },
    ]);
  });

  test("may have another id and a reason of its own", () => {
    const [control] = restatedOf(ours, others, { "X-I": { title: "T", restates: "X-1", reason: "Autre." } });
    expect(control).toMatchObject({ id: "B:X-I", restates: "A:X-1", reason: "Reprend A:X-1. Autre." });
  });

  test("must be there", () => {
    expect(() => restatedOf(ours, others, { "X-2": { title: "T" } })).toThrow(
      "B:X-2 says no known control again: X-2.",
    );
  });
});
