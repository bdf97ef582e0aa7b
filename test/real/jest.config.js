/** Level 1: rendered pods on the real components; started by test/real/run.ts, in namespaces of its own. */
module.exports = {
  rootDir: "../..",
  testEnvironment: "node",
  roots: ["<rootDir>/test/real"],
  testMatch: ["**/*.real.ts"],
  transform: { "\\.(ts|js)$": "@sucrase/jest-plugin" },
  // cel-js ships as ES modules only.
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/cel-js/)"],
  // Whole shards start within one test's hook.
  testTimeout: 900_000,
  verbose: true,
};
