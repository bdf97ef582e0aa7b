import { hours, type RuleGroup } from "../rules";

/** Hours without a copy of the bindings. Assumption: eight passes of the sidecar failed. */
const COPY_HOURS = 2;

/** What only the identity server holds: which address belongs to which account. */
export const IDENTITY_SERVER_RULES: RuleGroup = {
  name: "identity-server",
  system: "identity-server",
  alerts: [
    {
      alert: "BindingsBackupOld",
      severity: "critical",
      expr: `time() - max by (namespace) (tchap_bindings_backup_success_timestamp_seconds) > ${hours(COPY_HOURS)}`,
      for: "15m",
      summary: "The identity server's bindings are not backed up",
      description: `No copy of the bindings in {{ $labels.namespace }} succeeded for ${COPY_HOURS} hours: what came since has no copy.`,
      runbook: "identity-server-lost",
    },
  ],
};
