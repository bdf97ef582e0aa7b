import { createColors, isColorSupported } from "picocolors";

/** Colours on a terminal only: picocolors alone would also colour the output of every CI. NO_COLOR turns them off. */
export const colour = createColors(isColorSupported && process.stdout.isTTY === true);
