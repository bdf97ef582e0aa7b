#!/usr/bin/env node
require("sucrase/register");
require("../cli/drift-metrics.ts");
