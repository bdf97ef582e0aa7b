import { changed } from "../../change";
import { namespace } from "../../objects";
import { BORDER, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const VERSION = "pod-security.kubernetes.io/enforce-version";

export const good = namespace("tchap-alpha", { [ENFORCE]: "restricted", [VERSION]: "v1.34" });
export const bad = changed(good, ["metadata", "labels", ENFORCE], "baseline");

export const mutations: readonly Mutation[] = [
  { name: "a shard's namespace enforces nothing", ...unsetAt(JUSTICE.space, ["metadata", "labels", ENFORCE]) },
  { name: "the border's namespace is baseline", ...setAt(BORDER.space, ["metadata", "labels", ENFORCE], "baseline") },
  { name: "the version is latest", ...setAt(JUSTICE.space, ["metadata", "labels", VERSION], "latest") },
  { name: "the version is of before drop ALL", ...setAt(JUSTICE.space, ["metadata", "labels", VERSION], "v1.21") },
  { name: "no label at all", ...unsetAt(JUSTICE.space, ["metadata", "labels"]) },
];
