import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { run } from "../container/network";
import { tool } from "../install/tools";

/**
 * The file that every antivirus finds and that harms nobody (EICAR, 2003), in two parts, so that none finds this one.
 */
export const EICAR = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
  "latin1",
);

/** Its MD5 as ClamAV writes a signature: hash, size, name. */
const SIGNATURE = "44d88612fea8a8f36de82e1278abb02f:68:Test.Eicar\n";

/** Bytes of a database's header: fields between colons, the time of its build in seconds last, filled up with blanks. */
const HEADER = 512;

/**
 * Builds a database of one signature, unsigned, under the name of ClamAV's daily one: its age is that of all. Nobody
 * could sign another, and none can be fetched here.
 */
export async function buildSignatures(root: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "daily.hdb"), SIGNATURE);
  writeFileSync(join(folder, "COPYING"), "Made by a test.\n");
  const options = ["--build=daily.cud", "--unsigned", "--cvd-version=1", "--no-cdiff", "--datadir=."];
  const command = [...tool(root, "usr/bin/sigtool"), ...options].map((word) => `'${word}'`).join(" ");
  await run(["sh", "-c", `cd '${folder}' && echo tester | ${command} && rm daily.hdb daily.info COPYING`]);
}

/** Makes a database older, in its header and in the list of what it holds, which must agree. */
export function age(file: string, days: number): void {
  const bytes = readFileSync(file);
  const header = bytes.subarray(0, HEADER).toString("latin1");
  const built = header.trimEnd().split(":").at(-1) ?? "";
  const before = String(Number(built) - days * 24 * 3600);
  const held = gunzipSync(bytes.subarray(HEADER)).toString("latin1");
  const changed = gzipSync(Buffer.from(held.replace(built, before), "latin1"));
  writeFileSync(file, Buffer.concat([Buffer.from(header.replace(built, before), "latin1"), changed]));
}
