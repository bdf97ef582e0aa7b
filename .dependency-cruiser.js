/** The arrows of docs/architecture.md: data flows one way, and no room imports from a room further along. */
const rooms = ["fleet", "stacks", "plan", "policies", "cli"];

const forbidden = [
  { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
  { name: "nothing-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  {
    name: "product-without-tests",
    severity: "error",
    from: { path: `^(${rooms.join("|")}|main)` },
    to: { path: "^test/" },
  },
  {
    name: "plan-takes-only-the-table-of-kinds-from-stacks",
    severity: "error",
    from: { path: "^plan/" },
    to: { path: "^stacks/", pathNot: "^stacks/kubernetes/kinds" },
  },
  {
    name: "policies-never-see-the-constructs",
    severity: "error",
    from: { path: "^policies/" },
    to: { path: "^stacks/" },
  },
  {
    name: "policies-take-only-positions-from-fleet",
    severity: "error",
    from: { path: "^policies/" },
    to: { path: "^fleet/", pathNot: "^fleet/mistakes" },
  },
  {
    name: "cdktf-in-few-files",
    severity: "error",
    comment: "cdktf is archived: the door to its successor stays open while few files import it.",
    from: { path: `^(${rooms.join("|")}|main)`, pathNot: "^stacks/(footprint|release|backend|kubernetes/kinds)" },
    to: { path: "^(cdktf$|@cdktf/|node_modules/(cdktf|@cdktf)/)" },
  },
  ...rooms.flatMap((room, index) =>
    rooms.slice(index + 1).map((later) => ({
      name: `${room}-before-${later}`,
      severity: "error",
      from: { path: `^${room}/` },
      to: { path: `^${later}/` },
    })),
  ),
];

module.exports = {
  forbidden,
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    includeOnly: "^(main\\.ts|fleet|stacks|plan|policies|cli|test|node_modules)",
  },
};
