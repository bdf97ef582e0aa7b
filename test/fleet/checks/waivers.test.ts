import { afterEdits, inCopy, says } from "../copy";

test("a waiver of a risk that the homologation did not accept is told, with those that it did", () => {
  const { errors, places } = afterEdits("prod", ["waivers.yaml", "    risk: R1\n", "    risk: ▸R7\n"]);
  expect(errors).toEqual([
    says(places[0], "waivers[0].risk", "R7 is no residual risk of the homologation", "Write one of R1, R2"),
  ]);
});

test("where no risk is accepted, the authority is asked first", () => {
  const { errors } = inCopy("dev", (copy) => {
    const text = copy.read("environment.yaml");
    copy.write("environment.yaml", text.replace(/residualRisks:\n(?: {4}- .*\n)+/, "residualRisks: none yet\n"));
    return copy.told();
  });
  expect(errors.length).toBeGreaterThan(1);
  for (const { write } of errors) expect(write).toContain("Have the risk accepted by the authority");
});
