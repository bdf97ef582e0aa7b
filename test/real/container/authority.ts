import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tool } from "../install/tools";
import { run } from "./network";

/** Days that a certificate of the test lasts; a run takes minutes. */
const DAYS = "2";

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority that lives as long as the test, in place of the public and the operator's ones. */
export class Authority {
  private constructor(
    private readonly root: string,
    private readonly folder: string,
  ) {}

  static async create(root: string, folder: string): Promise<Authority> {
    mkdirSync(folder, { recursive: true });
    const authority = new Authority(root, folder);
    writeFileSync(join(folder, "openssl.cnf"), "[req]\ndistinguished_name = name\n[name]\n");
    await authority.request("ca", "test authority", [
      "basicConstraints=critical,CA:TRUE",
      "keyUsage=critical,keyCertSign",
    ]);
    return authority;
  }

  private request(file: string, name: string, extensions: readonly string[], more: readonly string[] = []) {
    const path = join(this.folder, file);
    return run([
      ...tool(this.root, "usr/bin/openssl"),
      ...["req", "-x509", "-config", join(this.folder, "openssl.cnf"), "-subj", `/CN=${name}`, "-days", DAYS],
      ...["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
      ...["-keyout", `${path}.key`, "-out", `${path}.crt`],
      ...extensions.flatMap((each) => ["-addext", each]),
      ...more,
    ]);
  }

  /** The authority's own certificate, as a client trusts it. */
  get certificate(): string {
    return readFileSync(join(this.folder, "ca.crt"), "utf8");
  }

  /** A certificate for these names, of a server or of a client that is known by `name`. */
  async issue(name: string, names: readonly string[], usage: "server" | "client" = "server"): Promise<Certificate> {
    const subjects = names.map((each) => `DNS:${each}`).join(",");
    const extensions = [`subjectAltName=${subjects}`, "basicConstraints=CA:FALSE", `extendedKeyUsage=${usage}Auth`];
    const signer = ["-CA", join(this.folder, "ca.crt"), "-CAkey", join(this.folder, "ca.key")];
    await this.request(name, name, extensions, signer);
    const read = (suffix: string) => readFileSync(join(this.folder, `${name}.${suffix}`), "utf8");
    return { certificate: read("crt"), key: read("key") };
  }
}
