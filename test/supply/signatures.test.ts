import { loadFleet } from "../../fleet/load/fleet";
import { afterEdits, inCopy, PROJECT } from "../fleet/copy";

const ENVIRONMENT = "environment.yaml";

test.each([
  ["a verifier that nobody knows", "by: cosign", "registry.signatures.by"],
  ["a verifier that says not whose signature counts", "by: kyverno", "registry.signatures.signer"],
  ["nobody, and yet a signer", "by: none\n    signer: a key", "registry.signatures.signer"],
  ["a signer of nothing", 'by: platform\n    signer: ""', "registry.signatures.signer"],
])("%s is told with its field", (_, written, field) => {
  const { errors } = afterEdits("prod", [ENVIRONMENT, "signatures:\n    by: none", `signatures:\n    ${written}`]);
  expect(errors.map((each) => each.field)).toEqual([field]);
});

test("who verifies is what the file says", () => {
  expect(loadFleet(PROJECT, "prod").fleet.signatures.by).toBe("none");
});

test("a file that says nothing has nobody who verifies, and no mistake", () => {
  const signatures = inCopy("prod", (copy) => {
    const text = copy.read(ENVIRONMENT);
    const without = text.replace(/^ {2}signatures:\n(?: {4}.*\n)+/m, "");
    expect(without).not.toBe(text);
    copy.write(ENVIRONMENT, without);
    return copy.load().fleet.signatures;
  });
  expect(signatures).toEqual({ by: "none", source: "not declared" });
});
