import { join } from "node:path";
import { writeWhole } from "../plan/write-whole";
import { generatedFiles } from "./generate";
import { thisProject } from "./project";

const { root } = thisProject();
for (const [file, text] of generatedFiles()) writeWhole(join(root, file), text);
