import { join } from "node:path";
import { built } from "./go";

/** Versions that are built: Kubernetes and the operator as the environments pin them, the others as these go with. */
export const VERSIONS = { kubernetes: "v1.34.2", etcd: "v3.6.5", operator: "v1.30.0", coredns: "v1.15.0" } as const;

/** Folders with the programs that the cluster is made of. */
export interface Programs {
  readonly etcd: string;
  readonly kubernetes: string;
  /** CloudNativePG's operator, and the folder `config` of its module: CRDs and manifests. */
  readonly operator: string;
  readonly coredns: string;
  readonly pause: string;
}

const STAGED = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"];

/** Kubernetes' own linker settings; without them its version breaks clients. */
function kubernetesStamps(): Record<string, string> {
  const [, major = "", minor = ""] = /^v(\d+)\.(\d+)/.exec(VERSIONS.kubernetes) ?? [];
  const values = { gitVersion: VERSIONS.kubernetes, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
  return Object.fromEntries(
    STAGED.flatMap((name) => Object.entries(values).map(([key, value]) => [`${name}.${key}`, value])),
  );
}

/** Builds what the cache lacks, one after the other: two would share the same cores. */
export async function programs(cache: string, sources: string): Promise<Programs> {
  const etcd = await built(cache, "etcd", {
    module: "go.etcd.io/etcd/server/v3",
    version: VERSIONS.etcd,
    packages: ["."],
  });
  const kubernetes = await built(cache, "kubernetes", {
    module: "k8s.io/kubernetes",
    version: VERSIONS.kubernetes,
    packages: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy"].map(
      (name) => `cmd/${name}`,
    ),
    stamps: kubernetesStamps(),
  });
  const operator = await built(cache, "operator", {
    module: "github.com/cloudnative-pg/cloudnative-pg",
    version: VERSIONS.operator,
    packages: ["cmd/manager"],
    folder: "config",
  });
  const coredns = await built(cache, "coredns", {
    module: "github.com/coredns/coredns",
    version: VERSIONS.coredns,
    packages: [],
    source: join(sources, "coredns.go"),
  });
  const pause = await built(cache, "pause", { version: "v1", packages: [], source: join(sources, "pause.go") });
  return { etcd, kubernetes, operator, coredns, pause };
}
