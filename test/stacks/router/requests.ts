import type { Topology } from "../../../fleet/capacity/topology";
import type { SignIn, Target } from "../../../stacks/router/routes";
import { samples } from "./samples";
import { SOURCE, WORKER_DOCUMENTATION } from "./worker-documentation";

export const SIGN_INS: readonly SignIn[] = ["mas", "oidc", "password"];
export const KINDS: readonly Topology["kind"][] = ["monolith", "workers"];

/** Where a homeserver of several processes that signs its agents in with MAS sends each section of the documentation. */
const BY_SECTION: Readonly<Record<string, Target>> = {
  "Sync requests": "sync",
  "Federation requests": "federation-reader",
  "Inbound federation transaction request": "federation-inbound",
  "Client API requests": "client-reader",
  "Encryption requests": "client-reader",
  "Registration/login requests": "client-reader",
  "Event sending requests": "event-creator",
  "User directory search requests": "user-directory",
  "Unstable MSC4140 support": "client-reader",
  "Push rules requests": "push-rules",
  "Account data requests": "account-data",
  "Presence requests": "client-reader",
  "Pagination requests": "client-reader",
  "All SSO providers": "unknown",
  "OpenID Connect requests": "unknown",
  "SAML requests": "unknown",
  "CAS requests": "main",
  "The typing stream": "typing",
  "The to_device stream": "to-device",
  "The account_data stream": "account-data",
  "The receipts stream": "receipts",
  "The presence stream": "main",
  "The push_rules stream": "push-rules",
  "The device_lists stream": "device-lists",
  "Updating the User Directory": "user-directory",
  "synapse.app.media_repository": "media-repository",
};

/** Patterns that go elsewhere than the rest of their section. */
const BY_PATTERN: Readonly<Record<string, Target>> = {
  "^/_matrix/client/(api/v1|r0|v3)/initialSync$": "initial-sync",
  "^/_matrix/client/(api/v1|r0|v3)/rooms/[^/]+/initialSync$": "initial-sync",
  "^/_matrix/client/(api/v1|r0|v3|unstable)/createRoom$": "event-creator",
  // Whatever can be routed to any worker and has a writer goes to the writer.
  "^/_matrix/client/(r0|v3)/delete_devices$": "device-lists",
  "^/_matrix/client/(api/v1|r0|v3|unstable)/devices(/|$)": "device-lists",
  "^/_matrix/client/(r0|v3|unstable)/keys/upload": "device-lists",
  "^/_matrix/client/(api/v1|r0|v3|unstable)/keys/device_signing/upload$": "device-lists",
  "^/_matrix/client/(api/v1|r0|v3|unstable)/keys/signatures/upload$": "device-lists",
  "^/_matrix/client/(api/v1|r0|v3|unstable)/login$": "authentication",
  "^/_matrix/client/(api/v1|r0|v3|unstable)/login/sso/redirect": "authentication",
};

/** What stands in the place of `.*`, where the documentation is wider than the endpoint. */
const WIDE: Readonly<Record<string, readonly string[]>> = {
  "^/_matrix/client/(r0|v3|unstable)/.*/tags": ["user/@a%3Ab.example/rooms/!r%3Ab.example"],
  "^/_matrix/client/(r0|v3|unstable)/.*/account_data": ["user/@a:b.example", "user/@a%3Ab.example/rooms/!r:b.example"],
};

/** A request that the documentation speaks of, and where it is to go. */
export interface Documented {
  readonly section: string;
  /** By which door it comes in. */
  readonly host: "homeserver" | "federation";
  readonly path: string;
  readonly query: string;
  readonly method: string;
  readonly target: Target;
}

/** Where a documented path goes in a shard of several processes with MAS. */
function expected(title: string, pattern: string): Target {
  if (pattern.includes("/_synapse/admin/")) return "closed";
  const target = BY_PATTERN[pattern] ?? BY_SECTION[title];
  if (target === undefined) throw new Error(`${SOURCE}: nobody says where "${title}" goes`);
  return target;
}

/** Where the same request goes in another kind of shard. */
export function elsewhere({ path, target }: Documented, kind: Topology["kind"], signIn: SignIn): Target {
  const isOfSingleSignOn =
    path.includes("/login/sso/redirect") ||
    /^\/_synapse\/client\/(pick_idp|pick_username|new_user_consent|sso_register|oidc\/callback)/.test(path);
  if (signIn === "oidc" && isOfSingleSignOn) return "main";
  // Without MAS signing in is Synapse's; without single sign-on its redirect is an endpoint that main refuses.
  const here = target === "authentication" && signIn !== "mas" ? (isOfSingleSignOn ? "main" : "client-reader") : target;
  return kind === "workers" || here === "authentication" || here === "closed" || here === "unknown" ? here : "main";
}

/** Requests of every path of the documentation, by each of its alternatives and the methods that it names. */
export function documented(): Documented[] {
  return WORKER_DOCUMENTATION.flatMap(({ title, method, patterns }) =>
    patterns.flatMap((pattern) => {
      const target = expected(title, pattern);
      const paths = (WIDE[pattern] ?? [undefined]).flatMap((anything) => samples(pattern, anything));
      const methods = method === "read" ? ["GET", "HEAD"] : title === "The presence stream" ? ["PUT"] : ["GET", "PUT"];
      const query = "since=s1&timeout=30000";
      return paths.flatMap((path) => {
        const host = /^\/_matrix\/(federation|key)\//.test(path) ? ("federation" as const) : ("homeserver" as const);
        return methods.map((each) => ({ section: title, host, path, query, method: each, target }));
      });
    }),
  );
}
