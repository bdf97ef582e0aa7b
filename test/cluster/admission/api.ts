import { Agent, request } from "node:https";
import { z } from "zod";
import type { KubernetesObject } from "../../../plan/plan";

/** What the server says of what is no object of its kind, before any policy is asked. */
export const INVALID = / is invalid: |cannot be handled as a |unknown field/;

/** What the API server said. */
export interface Answer {
  readonly status: number;
  /** Its words where it refused, in one text. */
  readonly message: string;
}

const status = z.object({ message: z.string().default("") });
const resources = z.object({ resources: z.array(z.object({ name: z.string(), kind: z.string() })) });

interface Call {
  readonly body?: object;
  /** Another user than the administrator. */
  readonly as?: string;
  readonly type?: string;
}

/** An API server, asked directly: thousands of objects would take kubectl an hour. */
export class Api {
  private readonly agent: Agent;
  private readonly paths = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(
    private readonly port: number,
    private readonly token: string,
    ca: Buffer,
  ) {
    this.agent = new Agent({ keepAlive: true, ca, maxSockets: 8 });
  }

  call(
    method: string,
    path: string,
    { body, as, type = "application/json" }: Call = {},
  ): Promise<Answer & { text: string }> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      accept: "application/json",
      "content-type": type,
      ...(as === undefined ? {} : { "impersonate-user": as }),
    };
    return new Promise((resolve, reject) => {
      const asked = request(
        { host: "127.0.0.1", port: this.port, method, path, headers, agent: this.agent },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          answer.on("error", reject).on("end", () => {
            const code = answer.statusCode ?? 0;
            resolve({ status: code, text, message: code < 300 ? "" : refusal(text) });
          });
        },
      );
      asked.on("error", reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Path of an object's kind in its namespace, as the server offers it; throws for a kind that it does not know. */
  async path({
    apiVersion,
    kind,
    metadata,
  }: Pick<KubernetesObject, "apiVersion" | "kind" | "metadata">): Promise<string> {
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const known = this.paths.get(root) ?? this.kinds(root);
    this.paths.set(root, known);
    const name = (await known).get(kind);
    if (name === undefined) throw new Error(`the API server has no ${kind} of ${apiVersion}`);
    return metadata.namespace === undefined ? `${root}/${name}` : `${root}/namespaces/${metadata.namespace}/${name}`;
  }

  private async kinds(root: string): Promise<ReadonlyMap<string, string>> {
    const { status: code, text } = await this.call("GET", root);
    if (code !== 200) return new Map();
    const all = resources.parse(JSON.parse(text)).resources.filter(({ name }) => !name.includes("/"));
    return new Map(all.map(({ kind, name }) => [kind, name]));
  }

  /** Creates an object, or only asks whether it could; every field that its kind does not have is refused. */
  async create(
    object: KubernetesObject,
    { dryRun = false, as }: { dryRun?: boolean; as?: string } = {},
  ): Promise<Answer> {
    const query = `?fieldValidation=Strict${dryRun ? "&dryRun=All" : ""}`;
    return this.call("POST", `${await this.path(object)}${query}`, {
      body: object,
      ...(as === undefined ? {} : { as }),
    });
  }

  async change(object: KubernetesObject, patch: object, as?: string): Promise<Answer> {
    const path = `${await this.path(object)}/${object.metadata.name}`;
    return this.call("PATCH", path, {
      body: patch,
      type: "application/merge-patch+json",
      ...(as === undefined ? {} : { as }),
    });
  }

  async remove(
    object: KubernetesObject,
    { dryRun = true, as }: { dryRun?: boolean; as?: string } = {},
  ): Promise<Answer> {
    const path = `${await this.path(object)}/${object.metadata.name}${dryRun ? "?dryRun=All" : ""}`;
    return this.call("DELETE", path, as === undefined ? {} : { as });
  }
}

function refusal(text: string): string {
  try {
    return status.parse(JSON.parse(text)).message;
  } catch {
    return text;
  }
}
