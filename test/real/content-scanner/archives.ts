import { zipSync } from "fflate";

/** A ZIP archive with one file. */
export function zipped(content: Buffer): Buffer {
  return Buffer.from(zipSync({ "document.txt": content }));
}

/** The same archive many times within each other. */
export function nested(content: Buffer, depth: number): Buffer {
  return depth === 0 ? content : zipped(nested(content, depth - 1));
}

/** Headers of a ZIP archive's member, beside it and in the list at the end, and where each has its flags. */
const HEADERS = [
  { sign: "504b0304", flags: 6 },
  { sign: "504b0102", flags: 8 },
] as const;

/** The archive as if its file were encrypted: the flag alone, which is what a reader without the password sees. */
export function locked(archive: Buffer): Buffer {
  const changed = Buffer.from(archive);
  for (const { sign, flags } of HEADERS) {
    const at = changed.indexOf(Buffer.from(sign, "hex")) + flags;
    changed.writeUInt16LE(changed.readUInt16LE(at) | 1, at);
  }
  return changed;
}
