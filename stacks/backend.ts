import { HttpBackend, LocalBackend, type TerraformStack } from "cdktf";
import type { Fleet } from "../fleet/fleet";

/** Depth of a stack's folder below the project: cdktf.out/<environment>/stacks/<stack>. */
const TO_PROJECT = "../../../..";

/** Sets where a stack keeps its state, always with a lock; without one cdktf would write an absolute local path. */
export function setBackend(stack: TerraformStack, name: string, fleet: Pick<Fleet, "stateBackend">): void {
  const backend = fleet.stateBackend;
  switch (backend.kind) {
    case "http": {
      const address = `${backend.address}/${name}`;
      const lock = `${address}/lock`;
      new HttpBackend(stack, {
        address,
        lockAddress: lock,
        unlockAddress: lock,
        lockMethod: "POST",
        unlockMethod: "DELETE",
        retryWaitMin: 5,
      });
      return;
    }
    case "kubernetes":
      // cdktf has no class for it; the placeholder is replaced whole.
      new LocalBackend(stack, { path: "replaced" });
      stack.addOverride("terraform.backend", {
        kubernetes: { secret_suffix: name, namespace: backend.namespace },
        local: undefined,
      });
      return;
    case "local":
      new LocalBackend(stack, { path: `${TO_PROJECT}/${backend.directory}/${name}.tfstate` });
  }
}
