/** What this machine lacks for the test: then nothing is proven, and nothing failed either. */
export class Missing extends Error {
  override readonly name = "Missing";
}
