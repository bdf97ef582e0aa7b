/** Servlets of Synapse 1.163 for other servers, without experimental ones (synapse/federation/transport/server). */
const SERVED: Readonly<Record<string, readonly string[]>> = {
  GET: [
    ...["event/$e", "state/!r", "state_ids/!r", "backfill/!r", "timestamp_to_event/!r", "hierarchy/!r", "publicRooms"],
    ...["query/profile", "query/directory", "make_join/!r/@u", "make_leave/!r/@u", "make_knock/!r/@u"],
    ...["event_auth/!r/$e", "user/devices/@u", "media/download/x", "media/thumbnail/x", "openid/userinfo"],
  ].map((path) => `v1/${path}`),
  PUT: [
    ...["send/1", "send_join/!r/$e", "send_leave/!r/$e", "send_knock/!r/$e", "invite/!r/$e"].map(
      (path) => `v1/${path}`,
    ),
    ...["v1/exchange_third_party_invite/!r", "v2/send_join/!r/$e", "v2/send_leave/!r/$e", "v2/invite/!r/$e"],
  ],
  POST: ["user/keys/query", "user/keys/claim", "get_missing_events/!r", "publicRooms", "3pid/onbind"].map(
    (path) => `v1/${path}`,
  ),
};

/** A request of each of them, with ids as people write them. */
export function servedRequests(): { method: string; path: string }[] {
  return Object.entries(SERVED).flatMap(([method, paths]) =>
    paths.map((path) => ({ method, path: `/_matrix/federation/${path}` })),
  );
}

/** A path with its ids as Synapse writes them. */
export function escaped(path: string): string {
  return path.replace("!r", "%21r%3Ab.example").replace("$e", "%24e").replace("@u", "%40u%3Ab.example");
}
