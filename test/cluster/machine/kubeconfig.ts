import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Whom the API server knows, by a token of its own each. */
export class Users {
  private readonly tokens = new Map<string, { token: string; groups: readonly string[] }>();

  /** `certificate` is the file of the API server's own certificate, which does not exist before it starts. */
  constructor(
    private readonly folder: string,
    private readonly certificate: string,
    private readonly server: string,
  ) {}

  add(name: string, ...groups: string[]): void {
    this.tokens.set(name, { token: randomBytes(24).toString("hex"), groups });
  }

  /** Writes the API server's list of tokens; resolves to its file. */
  list(): string {
    const rows = [...this.tokens].map(([name, { token, groups }]) => `${token},${name},${name},"${groups.join(",")}"`);
    const file = join(this.folder, "tokens.csv");
    writeFileSync(file, `${rows.join("\n")}\n`, { mode: 0o600 });
    return file;
  }

  /** Writes a user's kubeconfig; the certificate is named by its path there, or held in the file itself. */
  kubeconfig(name: string, file: string, certificate?: Buffer): string {
    const user = this.tokens.get(name);
    if (user === undefined) throw new Error(`no user ${name} of the API server`);
    const trusted =
      certificate === undefined
        ? { "certificate-authority": this.certificate }
        : { "certificate-authority-data": certificate.toString("base64") };
    const content = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "cluster", cluster: { server: this.server, ...trusted } }],
      users: [{ name, user: { token: user.token } }],
      contexts: [{ name: "cluster", context: { cluster: "cluster", user: name } }],
      "current-context": "cluster",
    };
    writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
    return file;
  }
}
