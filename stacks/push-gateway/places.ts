/** Name of the system: of its release, Deployment, Service and account. */
export const PUSH_GATEWAY = "push-gateway";

/** `public`: the push gateway API, from the edge only; `metrics`: Prometheus, from the monitoring only. */
export const PORTS = { public: 5000, metrics: 8001 } as const;

/** Where the chart mounts things in its pods; the configuration names the same paths. */
export const PATHS = {
  config: "/etc/push-gateway",
  apple: "/run/secrets/apple",
  google: "/run/secrets/google",
} as const;
