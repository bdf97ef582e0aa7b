/** Name of the system: what leads from outside to a Service, and the certificates that it shows. */
export const EDGE = "edge";

/** Name of each Gateway within its namespace. */
export const GATEWAY = "edge";
