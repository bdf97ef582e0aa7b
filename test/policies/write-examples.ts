import { join } from "node:path";
import { thisProject } from "../../cli/project";
import { writeWhole } from "../../plan/write-whole";
import { EXAMPLES_FILE, ruleExamples } from "./examples";

writeWhole(join(thisProject().root, EXAMPLES_FILE), ruleExamples());
