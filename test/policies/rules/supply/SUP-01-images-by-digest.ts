import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE, POD } from "../../places";
import { appendAt, editAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { LOCKED_IMAGE, smallPlan } from "../../small-plan";

const pod = withContainer({ image: LOCKED_IMAGE });

export const good = smallPlan({ objects: [pod] });
export const bad = smallPlan({ objects: [changed(pod, [...CONTAINER, "image"], "registry.example/synapse:1")] });

/** Its image is upstream, so its digest is known; that of the homeserver is the operator's to fill in. */
const ROUTER = JUSTICE.at("Deployment", "router");

const untagged = (text: string) => text.replace(/@sha256:.*$/, "");
const other = (text: string) => text.replace(/@sha256:.*$/, `@sha256:${"0".repeat(64)}`);

export const mutations: readonly Mutation[] = [
  { name: "a tag alone", ...editAt(BORDER.deployment, [...CONTAINER, "image"], untagged) },
  {
    name: "a tag alone in an init container",
    ...setAt(JUSTICE.homeserver, [...INIT, "image"], "registry.tchap.example/mirror/docker.io/library/haproxy:3.2"),
  },
  { name: "half a digest", ...editAt(ROUTER, [...CONTAINER, "image"], (text) => text.slice(0, -32)) },
  { name: "a digest that is not the locked one", ...editAt(ROUTER, [...CONTAINER, "image"], other) },
  { name: "no image", ...unsetAt(JUSTICE.homeserver, [...CONTAINER, "image"]) },
  { name: "PostgreSQL by tag", ...editAt(JUSTICE.postgres, ["spec", "imageName"], untagged) },
  { name: "PostgreSQL's image left to the operator", ...unsetAt(JUSTICE.postgres, ["spec", "imageName"]) },
  {
    name: "an extension of PostgreSQL by tag",
    ...setAt(
      JUSTICE.postgres,
      ["spec", "postgresql", "extensions"],
      [{ name: "postgis", image: { reference: "registry.tchap.example/mirror/postgis:18" } }],
    ),
  },
  {
    name: "an image mounted as a volume, by tag",
    ...appendAt(JUSTICE.homeserver, [...POD, "volumes"], {
      name: "modules",
      image: { reference: "registry.tchap.example/mirror/modules:latest" },
    }),
  },
];
