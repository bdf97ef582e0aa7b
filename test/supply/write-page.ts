import { join } from "node:path";
import { thisProject } from "../../cli/project";
import { writeWhole } from "../../plan/write-whole";
import { PAGE_FILE, page } from "./page";

writeWhole(join(thisProject().root, PAGE_FILE), page());
