import { join } from "node:path";
import { supplyChainPage } from "../../cli/generate-supply-chain";
import { thisProject } from "../../cli/project";
import { TESTED } from "./tested";

/** The page of the supply chain, from the project's root. */
export const PAGE_FILE = join("docs", "generated", "supply-chain.md");

export const page = (): string => supplyChainPage(thisProject().root, TESTED);
