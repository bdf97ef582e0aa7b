/** Name of the system, of its CronJob and ConfigMap. */
export const ACCOUNT_EXPIRY = "account-expiry";

/** Where the chart mounts things in its pods; the settings name the same paths. */
export const PATHS = {
  config: "/etc/account-expiry",
  adminClient: "/run/secrets/admin-client",
} as const;
