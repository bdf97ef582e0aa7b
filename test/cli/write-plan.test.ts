import { planFiles } from "../../cli/write-plan";
import { readManifest } from "../../plan/manifest";
import { objectId, type Plan, type PlannedObject } from "../../plan/plan";
import { judge } from "../../policies/engine/judge";
import { buildPlan } from "../plan/plans";

/** Objects of every manifest of a plan's files, as `footprint diff` reads them back. */
function readBack(plan: Plan): Map<string, unknown> {
  const manifests = [...planFiles(plan, judge(plan, [], "2026-11-23"))].filter(([file]) =>
    file.startsWith("manifests/"),
  );
  const objects = manifests.flatMap(([file, text]) =>
    readManifest(text).map(({ object }) => [`${file} ${objectId(object)}`, object] as const),
  );
  return new Map(objects);
}

const inFile = ({ stack, release, object }: PlannedObject) => `manifests/${stack}/${release}.yaml ${objectId(object)}`;

test("a written plan reads back as what was judged, object by object", async () => {
  const { plan } = await buildPlan("dev");
  expect(readBack(plan)).toEqual(new Map(plan.objects.map((each) => [inFile(each), each.object])));
});

test("texts that another YAML reader would take for something else are written in quotes", async () => {
  const { plan } = await buildPlan("dev");
  const [first, ...others] = plan.objects;
  if (first === undefined) throw new Error("dev plans no object");
  const annotations = Object.fromEntries(
    ["0O0", "<<", "0440", "yes", "1_000", "12:30:00", "2024-01-01"].map((text) => [
      `tchap/${text.charCodeAt(1)}`,
      text,
    ]),
  );
  const odd = { ...first, object: { ...first.object, metadata: { ...first.object.metadata, annotations } } };
  const changed = { ...plan, objects: [odd, ...others] };
  expect(readBack(changed).get(inFile(odd))).toEqual(odd.object);
});
