import { ofKind } from "../../../plan/vocabulary";
import { planRule, type Remark, remark } from "../../rule";

/** Names of settings whose value would be a secret. A name that ends in _path, Path, File or Name points at one. */
const SECRET_NAME =
  /(^|[._-])(password|passwd|pepper|secret|token|private[_-]?key|api[_-]?key|access[_-]?key|macaroon[_-]secret[_-]key|signing[_-]key|client[_-]secret|form[_-]secret|shared[_-]secret)$/i;

/** Texts that are secrets by their form: private keys, Synapse signing keys, connection strings with a password. */
const SECRET_FORMS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: "a Synapse signing key", pattern: /\bed25519 [A-Za-z0-9_]+ [A-Za-z0-9+/]{43}\b/ },
  { what: "an address with a password", pattern: /[a-z][a-z0-9+.-]*:\/\/[^\s/:@"]+:[^\s/@"]+@/ },
  { what: "an access key", pattern: /\b(AKIA[0-9A-Z]{16}|glpat-[\w-]{20,}|ghp_\w{36}|syt_\w{6,})\b/ },
];

/** A setting in a text file, `name: value` or `name = value`. */
const SETTING = /^\s*(?:-\s+)?"?([\w.-]+)"?\s*[:=]\s*"?([^"\s{[][^"]*)"?\s*$/;

/** What in a text is a secret's value. */
function secretsIn(text: string): string[] {
  const forms = SECRET_FORMS.filter(({ pattern }) => pattern.test(text)).map(({ what }) => `holds ${what}`);
  const settings = text.split("\n").flatMap((line) => {
    const [, name, value] = SETTING.exec(line) ?? [];
    const real =
      name !== undefined && value !== undefined && SECRET_NAME.test(name) && !/^(true|false|null|\d+)$/.test(value);
    return real ? [`sets ${name}`] : [];
  });
  return [...forms, ...settings];
}

function walk(value: unknown, path: string): { path: string; message: string }[] {
  if (typeof value === "string") {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const named = SECRET_NAME.test(name) && value !== "" && !value.startsWith("/") ? [`sets ${name}`] : [];
    return [...new Set([...named, ...secretsIn(value)])].map((message) => ({ path, message }));
  }
  if (Array.isArray(value)) return value.flatMap((each, index) => walk(each, `${path}[${index}]`));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, each]) => walk(each, path === "" ? key : `${path}.${key}`));
  return [];
}

/** Helm values are JSON inside a text; they are read as what they are. */
function unfold(key: string, value: unknown): unknown {
  if (key !== "values" || !Array.isArray(value)) return value;
  return value.map((each) => (typeof each === "string" && each.startsWith("{") ? JSON.parse(each) : each));
}

export default planRule({
  id: "SEC-01",
  title: { fr: "Aucune valeur de secret dans le plan", en: "No secret value anywhere in the plan" },
  why: "Terraform garde son état en clair et Helm ses valeurs : un secret qui y entre est lu par tous ceux qui les lisent.",
  remedy: "Montez le Secret comme fichier et donnez son chemin ; déclarez-le dans fleet/secrets.ts.",
  severity: "critical",
  controls: ["SNC:10.5.c"],
  waivable: false,
  looksAt:
    "the Terraform JSON of every stack with its Helm values, every ConfigMap, every object but Secrets' names; and any Secret object at all",
  check: (plan) => {
    const { at } = plan.facts;
    const terraform = plan.terraform.flatMap(({ name: stack, terraform: json }): Remark[] => {
      const perimeter = plan.facts.perimeters.find((each) => each.stack === stack);
      const unfolded: unknown = JSON.parse(JSON.stringify(json), unfold);
      return walk(unfolded, "").map(({ path, message }) => ({
        stack,
        perimeter: perimeter?.name,
        object: `${stack}/cdk.tf.json`,
        field: path,
        at: perimeter?.at ?? at,
        message: `${message}.`,
      }));
    });
    const objects = plan.objects.flatMap((planned) =>
      walk(planned.object, "").map(({ path, message }) => remark(planned, path, `${message}.`)),
    );
    const made = ofKind(plan, "Secret").map((planned) =>
      remark(planned, "", "is a Secret with its value; only names belong in a plan."),
    );
    return { looked: plan.terraform.length + plan.objects.length, findings: [...terraform, ...objects, ...made] };
  },
});
