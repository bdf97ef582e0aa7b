import type { KubernetesObject } from "../../../../plan/plan";
import { configMap, deployment } from "../../objects";
import { GARAGE_IMAGE } from "../../small-plan";

/** The media store as others see it: what answers S3, and the Service that leads to it. */
export const STORE_OBJECTS: readonly KubernetesObject[] = [
  deployment(
    { containers: [{ image: GARAGE_IMAGE, ports: [{ name: "s3", containerPort: 3900 }] }] },
    "media-store",
    "tchap-media-store",
  ),
  configMap(
    { "garage.toml": 'replication_factor = 3\n[s3_api]\napi_bind_addr = "0.0.0.0:3900"\n' },
    "tchap-media-store",
  ),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "media-store", namespace: "tchap-media-store" },
    spec: { selector: { "app.kubernetes.io/name": "media-store" }, ports: [{ port: 3900, targetPort: "s3" }] },
  },
];
