import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../../cli/generate";

const ROOT = join(__dirname, "..", "..");

test.each([...generatedFiles()])("%s is what the code generates: run npm run generate", (file, text) => {
  expect(readFileSync(join(ROOT, file), "utf8")).toBe(text);
});
