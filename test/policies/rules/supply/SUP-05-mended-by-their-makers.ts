import type { Plan } from "../../../../plan/plan";
import { set } from "../../change";
import { withContainer } from "../../objects";
import { environment } from "../../places";
import type { Mutation } from "../../rule-case";
import { FLEET } from "../../small-fleet";
import { smallPlan } from "../../small-plan";

const pod = withContainer({ image: FLEET.images.haproxy.reference });
const plan = (kubernetesVersion: string, tag: string) =>
  smallPlan({
    facts: {
      cluster: { ...FLEET.cluster, kubernetesVersion },
      images: { ...FLEET.images, haproxy: { ...FLEET.images.haproxy, tag } },
    },
    objects: [pod],
  });

export const good = plan("1.36", "3.2.25-alpine");
export const bad = plan("1.33", "3.2.25-alpine");

const image = (name: keyof Plan["facts"]["images"], tag: string) => ({
  at: environment(`image ${name} ${tag}`),
  mutate: (prod: Plan) => set(prod, ["facts", "images", name, "tag"], tag),
});
const kubernetes = (version: string) => ({
  at: environment(`Kubernetes ${version}`),
  mutate: (prod: Plan) => set(prod, ["facts", "cluster", "kubernetesVersion"], version),
});

export const mutations: readonly Mutation[] = [
  { name: "a Kubernetes that is older than the waived one", ...kubernetes("1.33") },
  { name: "a Kubernetes of which nothing is recorded", ...kubernetes("1.29") },
  { name: "PostgreSQL 14, whose last release is out", ...image("postgres", "14.20-standard-bookworm") },
  { name: "a PostgreSQL whose number only begins like a mended one", ...image("postgres", "170.1") },
  { name: "an HAProxy that is no long-term release, and not recorded", ...image("haproxy", "3.3.1-alpine") },
  { name: "another build of the branch that nobody mends", ...image("sydent", "dinsic-2") },
];
