/** Whether a source says that something is ours to assume, in part at least: the one that knows has not confirmed it. */
export const isAssumed = (source: string): boolean => /\bassumption\b/i.test(source);
