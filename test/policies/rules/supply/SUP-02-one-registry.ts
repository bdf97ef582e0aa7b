import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE, POD } from "../../places";
import { appendAt, editAt, type Mutation, setAt } from "../../rule-case";
import { LOCKED_IMAGE, smallPlan } from "../../small-plan";

const pod = withContainer({ image: LOCKED_IMAGE });

export const good = smallPlan({ objects: [pod] });
export const bad = smallPlan({
  objects: [changed(pod, [...CONTAINER, "image"], LOCKED_IMAGE.replace("registry", "docker"))],
});

const from = (registry: string) => (text: string) => text.replace("registry.tchap.example/mirror", registry);

export const mutations: readonly Mutation[] = [
  { name: "from Docker's hub, by digest", ...editAt(BORDER.deployment, [...CONTAINER, "image"], from("docker.io")) },
  { name: "an init container from GitHub", ...editAt(JUSTICE.homeserver, [...INIT, "image"], from("ghcr.io")) },
  {
    name: "a registry whose name begins alike",
    ...editAt(JUSTICE.homeserver, [...CONTAINER, "image"], from("registry.tchap.example/mirrored")),
  },
  { name: "PostgreSQL from elsewhere", ...editAt(JUSTICE.postgres, ["spec", "imageName"], from("quay.io")) },
  {
    name: "an image volume from elsewhere",
    ...appendAt(JUSTICE.homeserver, [...POD, "volumes"], {
      name: "modules",
      image: { reference: "quay.io/x/modules" },
    }),
  },
  {
    name: "an extension of PostgreSQL from elsewhere",
    ...setAt(
      JUSTICE.postgres,
      ["spec", "postgresql", "extensions"],
      [{ name: "postgis", image: { reference: "quay.io/postgis" } }],
    ),
  },
];
