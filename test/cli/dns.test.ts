import { copyProject, type ProjectCopy } from "../project-copy";
import { footprint } from "../run";

let copy: ProjectCopy;
beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy.remove());

const dns = (...args: string[]) => footprint(copy.root, "dns", ...args);

test("footprint dns prints every record as a zone file does, with its reason and where it is declared", async () => {
  const { code, out, err } = await dns("dev");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const matrix =
    /^matrix\.dev01\.tchap\.incubateur\.net\. +IN {2}A +(\d+\.){3}\d+\n {2}; .*\(dev01\) .*perimeters\/dev01\.yaml:\d+$/m;
  expect(out).toMatch(matrix);
  expect(out).toMatch(/^tchap\.incubateur\.net\. +IN {2}TXT {2}"v=spf1 ip4:192\.0\.2\.45 -all"$/m);
  expect(out).toMatch(/^_dmarc\.tchap\.incubateur\.net\. +IN {2}TXT/m);
});

test("what is not known yet is a comment that says so, and no mistake", async () => {
  const { code, out } = await dns("dev");
  expect(code).toBe(0);
  expect(out).toMatch(/^; dev: \d+ records, \d+ undetermined$/m);
  expect(out).toMatch(/^; .*_domainkey\.tchap\.incubateur\.net\. +IN {2}TXT {2}undetermined$/m);
  expect(out).toContain("has not handed out the key, mail.dkim.publicKey");
  const records = out.split("\n").filter((line) => line !== "" && !/^ *;/.test(line));
  expect(records.filter((line) => !/^\S+\. +IN {2}(A|CAA|MX|TXT) +\S/.test(line))).toEqual([]);
});

test("a record points at the line of the field that it follows from", async () => {
  const { out } = await footprint(copy.root, "--json", "dns", "dev");
  const { records } = JSON.parse(out);
  const text = copy.read("environments/dev/environment.yaml").split("\n");
  const line = (name: string, type: string) =>
    text[records.find((each: { name: string; type: string }) => each.name === name && each.type === type).at.line - 1];
  expect(line("tchap.incubateur.net", "TXT")).toContain("spf:");
  expect(line("_dmarc.tchap.incubateur.net", "TXT")).toContain("dmarc:");
  expect(line("turn-a.tchap.incubateur.net", "A")).toContain("host: turn-a.tchap.incubateur.net");
});

test.each([
  [["prd"], 'Did you mean "prod"?'],
  [[], "missing required argument 'environment'"],
])("%j answers 2 and says what is right", async (args, words) => {
  const { code, out, err } = await dns(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(words);
});
