/**
 * What a security investigation asks for first. The store keeps all that it is sent; these lines carry their subject,
 * and the facility "log audit" of RFC 5424, so that it can hold them apart.
 */
export type Subject = "access" | "administration" | "authentication" | "database";

/** Containers all of whose lines have one subject, by name. */
export const SUBJECT_OF_CONTAINER: Readonly<Record<string, Subject>> = {
  haproxy: "access",
  squid: "access",
  sydent: "access",
  coturn: "access",
  sygnal: "access",
  authentication: "authentication",
  "account-expiry": "administration",
  // CloudNativePG's own name for it.
  postgres: "database",
};

/** A homeserver's lines have subjects by what they say; the first that fits counts. */
export interface SubjectOfLine {
  readonly subject: Subject;
  /** The line's text holds this. */
  readonly contains?: string;
  /** Synapse's logger begins so. */
  readonly logger?: string;
}

/** Container of Synapse: of every process of every homeserver. */
export const HOMESERVER_CONTAINER = "synapse";

/** Loggers of Synapse by their modules' names (synapse 1.163); access logs are `synapse.access.<protocol>.<port>`. */
export const SUBJECTS_OF_HOMESERVER: readonly SubjectOfLine[] = [
  { subject: "administration", contains: "/_synapse/admin/" },
  { subject: "administration", contains: "/_synapse/mas/" },
  { subject: "administration", logger: "synapse.rest.admin" },
  { subject: "access", logger: "synapse.access." },
  { subject: "authentication", logger: "synapse.api.auth" },
  { subject: "authentication", logger: "synapse.handlers.auth" },
  { subject: "authentication", logger: "synapse.handlers.oidc" },
  { subject: "authentication", logger: "synapse.handlers.sso" },
  { subject: "authentication", logger: "synapse.handlers.register" },
  { subject: "authentication", logger: "synapse.rest.client.login" },
];
