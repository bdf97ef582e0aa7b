import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../../plan/plan";
import { SERVED_KINDS } from "../../stacks/kubernetes/kinds-live";
import { eventually, run } from "../real/container/network";
import { tool } from "../real/install/tools";
import type { Machine } from "./ground";
import { Kubernetes } from "./kubernetes";
import { Users } from "./machine/kubeconfig";
import { Process } from "./machine/process";

/** Seconds for the API server to answer. Assumption: a busy machine takes ten. */
const START_SECONDS = 90;

const ETCD = "http://127.0.0.1:2379";

/**
 * Admission that does not act here. Without controllers a quota has no figures and refuses all that it counts, and an
 * account has no token; the plan's own policies, which are applied, would refuse the very drift that is to be found.
 */
const NOT_ACTING = ["ResourceQuota", "ServiceAccount", "ValidatingAdmissionPolicy"];

/** Who reads and is not told everything: the test gives it rights. */
export const READER = "reader";

/** The account of the job in the plan, with the rights that the plan gives it. */
export const JOB = "system:serviceaccount:tchap-drift:drift";

export type User = "admin" | typeof READER | typeof JOB;

/** A colon would end the path in KUBECONFIG, which may name several. */
const fileOf = (folder: string, user: User) => join(folder, `${user.replaceAll(":", "-")}.kubeconfig`);

/** An API server with its store and nothing behind it, in this process' own network namespace. */
export class ApiServer {
  private constructor(
    readonly kubernetes: Kubernetes,
    private readonly folder: string,
    private readonly processes: readonly Process[],
  ) {}

  static async start(machine: Machine): Promise<ApiServer> {
    await run([...tool(machine.root, "usr/bin/ip"), "link", "set", "lo", "up"]);
    const folder = join(machine.scratch, "api-server");
    mkdirSync(folder);
    const certificates = join(folder, "certificates");
    const certificate = join(certificates, "apiserver.crt");
    const users = new Users(folder, certificate, "https://127.0.0.1:6443");
    users.add("admin", "system:masters");
    users.add(READER);
    users.add(JOB, "system:serviceaccounts", "system:authenticated");
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = join(folder, "service-accounts");
    writeFileSync(`${key}.key`, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    writeFileSync(`${key}.pub`, publicKey.export({ type: "spki", format: "pem" }));
    const log = (name: string) => join(machine.scratch, "log", `${name}.log`);
    const processes = [
      Process.start([machine.etcd, `--data-dir=${join(folder, "etcd")}`, "--unsafe-no-fsync=true"], log("etcd")),
      Process.start(
        [
          machine.apiServer,
          `--etcd-servers=${ETCD}`,
          "--bind-address=127.0.0.1",
          "--advertise-address=127.0.0.1",
          "--endpoint-reconciler-type=none",
          `--cert-dir=${certificates}`,
          `--token-auth-file=${users.list()}`,
          "--authorization-mode=RBAC",
          "--service-cluster-ip-range=10.96.0.0/12",
          "--service-account-issuer=https://kubernetes.default.svc",
          `--service-account-key-file=${key}.pub`,
          `--service-account-signing-key-file=${key}.key`,
          `--disable-admission-plugins=${NOT_ACTING.join(",")}`,
        ],
        log("kube-apiserver"),
      ),
    ];
    const kubeconfig = (user: User) => users.kubeconfig(user, fileOf(folder, user));
    const kubernetes = new Kubernetes(machine.kubectl, kubeconfig("admin"));
    kubeconfig(READER);
    kubeconfig(JOB);
    await eventually("the API server", START_SECONDS, async () => {
      for (const each of processes) each.check();
      if (!existsSync(certificate)) return undefined;
      return kubernetes.kubectl(["get", "--raw", "/readyz"]).catch(() => undefined);
    });
    return new ApiServer(kubernetes, folder, processes);
  }

  /** Path of a user's kubeconfig; its one context is `cluster`. */
  kubeconfig(user: User): string {
    return fileOf(this.folder, user);
  }

  async stop(): Promise<void> {
    for (const each of [...this.processes].reverse()) await each.kill();
  }
}

/** Kinds of operators, with schemas that take anything: what operators ask of them is not this test's subject. */
export function permissiveDefinitions(): KubernetesObject[] {
  return SERVED_KINDS.filter(({ custom }) => custom).map(({ apiVersion, kind, resource }) => {
    const [group = "", version = ""] = apiVersion.split("/");
    const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
    return {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: {
        name: `${resource}.${group}`,
        // Groups of Kubernetes' own ask for the review that they had.
        annotations: { "api-approved.kubernetes.io": "unapproved, a test's stand-in" },
      },
      spec: {
        group,
        scope: "Namespaced",
        names: { kind, plural: resource, singular: kind.toLowerCase(), listKind: `${kind}List` },
        versions: [{ name: version, served: true, storage: true, schema }],
      },
    };
  });
}
