import { ADMISSION_NAMESPACE, type Fleet } from "../../fleet/fleet";
import { type Release, TIMEOUT_SECONDS } from "../release";
import type { AdmissionValues } from "./values";

/** What the API server refuses by itself. Its namespace holds the release's record, and never a pod. */
export function admission({ environment, registry, network }: Fleet): Release {
  const { operatorNamespace, certificatesNamespace } = network;
  const values: AdmissionValues = {
    admission: { environment, registry, operatorNamespace, certificatesNamespace },
  };
  return {
    name: "admission",
    namespace: ADMISSION_NAMESPACE,
    chart: "admission",
    values,
    wait: true,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [],
    accounts: [],
  };
}
