#!/usr/bin/env node
require("sucrase/register");
require("../cli/footprint.ts");
