/** Level 0: pure tests, no cluster, no network. Deploy and other real-component tests live beside them and run by their own commands. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/deploy/"],
  transform: { "\\.(ts|js)$": "@sucrase/jest-plugin" },
  // cel-js ships as ES modules only.
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/cel-js/)"],
  // Most tests take milliseconds; those that run the whole line in a child process must not fail on a busy machine.
  testTimeout: 120_000,
  maxWorkers: 2,
};
