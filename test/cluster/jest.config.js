/** Level 2: the rendered database on a real cluster; started by test/cluster/run.ts. */
module.exports = {
  rootDir: "../..",
  testEnvironment: "node",
  roots: ["<rootDir>/test/cluster"],
  testMatch: ["**/*.cluster.ts"],
  transform: { "\\.(ts|js)$": "@sucrase/jest-plugin" },
  // cel-js ships as ES modules only.
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/cel-js/)"],
  // A whole cluster starts within one test's hook.
  testTimeout: 600_000,
  verbose: true,
};
