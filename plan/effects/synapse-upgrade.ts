import type { KubernetesObject } from "../plan";
import { compareReleases, NEWEST_KNOWN, oldestThatOpens, SCHEMA_CHANGES, schemaOf } from "../synapse-schema";
import { at, containersOf, podSpec } from "../vocabulary";
import { type Changed, type Effect, tagOf } from "./effect";

/** The name of the container that runs Synapse, in every process of a homeserver. */
const SYNAPSE = "synapse";

function synapseImage(object: KubernetesObject): string | undefined {
  const container = containersOf(podSpec(object)).find((each) => at(each, "name") === SYNAPSE);
  const image = at(container, "image");
  return typeof image === "string" ? image : undefined;
}

/** `1.163.2` of `…/synapse:v1.163.2-1@sha256:…`: the release, then how often we built it. */
const releaseOf = (image: string) => tagOf(image)?.match(/^v?(\d+\.\d+\.\d+(?:rc\d+)?)(?:-|$)/)?.[1];

function schemaSentences(was: string, is: string): { readonly sentences: readonly string[]; readonly back: boolean } {
  const [old, now] = [schemaOf(was), schemaOf(is)];
  const unread = [was, is].filter((_, index) => [old, now][index] === undefined);
  if (old === undefined || now === undefined)
    return {
      back: false,
      sentences: [
        `What Synapse ${unread.join(" and ")} asks of the database is not known here (known up to ${NEWEST_KNOWN}): read SCHEMA_VERSION and SCHEMA_COMPAT_VERSION in its synapse/storage/schema/__init__.py, and add it to plan/synapse-schema.ts.`,
      ],
    };
  const between = Object.entries(SCHEMA_CHANGES).filter(
    ([version]) =>
      Number(version) > Math.min(old.schema, now.schema) && Number(version) <= Math.max(old.schema, now.schema),
  );
  const back = now.compat <= old.schema;
  const oldest = oldestThatOpens(is);
  const going =
    compareReleases(is, was) < 0
      ? now.schema >= old.compat
        ? `Synapse ${is} opens the database of ${was} (${old.compat} is the least it asks), and nothing of schema versions ${now.schema + 1} to ${old.schema} is undone.`
        : `Synapse ${is} refuses to start on the database of ${was}: it knows schema ${now.schema}, and the database asks for ${old.compat}. There is no way back but a restore.`
      : back
        ? `Going back is possible: to ${was}, and no further than ${oldest ?? "a release that is not known here"}.`
        : `Going back to ${was} is not possible once the main process has started: it knows schema ${old.schema}, and the database then asks for ${now.compat}. The oldest release that opens it: ${oldest ?? "not known here"}.`;
  const what =
    old.schema === now.schema
      ? `Both ask for schema ${now.schema}; deltas of it that the new one brings are applied all the same.`
      : `The schema goes from ${old.schema} to ${now.schema} (compatible down to ${now.compat}).`;
  return {
    back: compareReleases(is, was) < 0 ? now.schema >= old.compat : back,
    sentences: [
      `Synapse ${was} → ${is}: ${what} ${going}`,
      ...between.map(
        ([version, { brings, keeps }]) =>
          `Schema ${version}: ${brings}.${keeps === undefined ? "" : ` Not undone by going back: ${keeps}.`}`,
      ),
    ],
  };
}

/** What another release of Synapse implies, for each of its processes; undefined where the release stays. */
export function synapseUpgrade({ before, after }: Changed): Effect | undefined {
  const [old, now] = [synapseImage(before), synapseImage(after)];
  if (old === undefined || now === undefined || old === now) return undefined;
  const name = after.metadata.name;
  const [was, is] = [releaseOf(old), releaseOf(now)];
  if (was === undefined || is === undefined)
    return {
      what: `restart of ${name}, with a Synapse whose release is not known`,
      implies: [
        `Which release of Synapse an image holds is not known from ${was === undefined ? old : now}: whether it changes the database, and whether there is a way back, has to be found out first.`,
      ],
      irreversible: true,
    };
  if (was === is) return undefined;
  const { sentences, back } = schemaSentences(was, is);
  return {
    what: `restart of ${name}, Synapse ${was} → ${is}${back ? "" : ", no way back is known"}`,
    implies: [
      "Another release of Synapse: the main process goes first and changes the database, workers follow; a worker of the new release waits for it (docs/runbooks/upgrade-synapse.md).",
      ...sentences,
    ],
    irreversible: !back,
  };
}
