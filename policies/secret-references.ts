import { once } from "../plan/once";
import type { Plan, PlannedObject } from "../plan/plan";
import { allDatabases, at, list, ofKind, texts, type Workload, workloads } from "../plan/vocabulary";

/** A reference from a pod or a custom resource to a Secret. */
export interface SecretReference {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** Undefined means the whole Secret where keys could be named; empty, that this kind of reference takes none. */
  readonly keys: readonly string[] | undefined;
}

type DeclaredSecret = Plan["facts"]["secrets"][number];

const declaredByName = once(
  (secrets: readonly DeclaredSecret[]): ReadonlyMap<string, DeclaredSecret> =>
    // The first of a name wins, as for whoever looks through the list.
    new Map([...secrets].reverse().map((each) => [`${each.namespace}/${each.name}`, each])),
);

/** The declaration of a Secret; undefined where there is none. */
export function declaredSecret(
  { facts }: Plan,
  namespace: string | undefined,
  name: unknown,
): DeclaredSecret | undefined {
  return declaredByName(facts.secrets).get(`${namespace}/${String(name)}`);
}

/**
 * Every Secret that workloads read, as volumes, environment variables or to pull images, and that PostgreSQL and its
 * archive are given.
 */
export const secretReferences = once((plan: Plan): readonly SecretReference[] => [
  ...workloads(plan).flatMap(ofWorkload),
  ...[...allDatabases(plan), ...ofKind(plan, "ObjectStore")].flatMap(ofResource),
]);

const ofResource = once((planned: PlannedObject) => secretsWithin(planned, at(planned.object, "spec"), "spec"));

const ofWorkload = once(({ planned, pod, containers }: Workload): readonly SecretReference[] => {
  const namespace = planned.object.metadata.namespace;
  const reference = (field: string, name: unknown, keys: readonly string[] | undefined): SecretReference[] =>
    typeof name === "string" ? [{ planned, field, namespace, name, keys }] : [];
  const some = (keys: readonly string[]) => (keys.length > 0 ? keys : undefined);
  const items = (value: unknown) => some(list(at(value, "items")).flatMap((item) => texts([at(item, "key")])));
  const volumes = list(at(pod, "volumes")).flatMap((volume, index) => [
    ...reference(`volumes[${index}]`, at(volume, "secret", "secretName"), items(at(volume, "secret"))),
    ...reference(`volumes[${index}]`, at(volume, "csi", "nodePublishSecretRef", "name"), []),
    ...list(at(volume, "projected", "sources")).flatMap((each) =>
      reference(`volumes[${index}]`, at(each, "secret", "name"), items(at(each, "secret"))),
    ),
  ]);
  const variables = containers.flatMap((container) => [
    ...list(at(container, "env")).flatMap((each) => {
      const source = at(each, "valueFrom", "secretKeyRef");
      return reference("env", at(source, "name"), some(texts([at(source, "key")])));
    }),
    ...list(at(container, "envFrom")).flatMap((each) => reference("envFrom", at(each, "secretRef", "name"), undefined)),
  ]);
  const pulling = list(at(pod, "imagePullSecrets")).flatMap((each) =>
    reference("imagePullSecrets", at(each, "name"), []),
  );
  return [...volumes, ...variables, ...pulling];
});

/** CloudNativePG names Secrets in many places: `{ name, key }`, and members that end in Secret, Secrets or SecretRefs. */
function secretsWithin(planned: PlannedObject, value: unknown, field: string): SecretReference[] {
  if (typeof value !== "object" || value === null || /configMap[^.]*$/i.test(field)) return [];
  const namespace = planned.object.metadata.namespace;
  const [name, key] = [at(value, "name"), at(value, "key")];
  const whole = /secret(s|refs?|keyref)?(\.\d+)?$/i.test(field);
  if (typeof name === "string" && (typeof key === "string" || whole))
    return [{ planned, field, namespace, name, keys: texts([key]) }];
  return Object.entries(value).flatMap(([member, each]) =>
    typeof each === "string" && /secret$/i.test(member)
      ? [{ planned, field: `${field}.${member}`, namespace, name: each, keys: [] }]
      : secretsWithin(planned, each, `${field}.${member}`),
  );
}
