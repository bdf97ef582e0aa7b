import { objectId, type Plan, type PlannedObject } from "../../../plan/plan";
import { at, databases, list, ofKind, ownerOf, workloads } from "../../../plan/vocabulary";
import { storeSettings } from "../../media-store";
import { against, plannedOf, planRule, remark, remarkAtEnvironment, subjectAtEnvironment } from "../../rule";
import { secretReferences } from "../../secret-references";

/** Something that a restore needs or that holds data, by its id on the list, and who names it. */
interface Due {
  readonly planned: PlannedObject;
  readonly field: string;
  /** One of these must stand there. */
  readonly ids: readonly string[];
}

/** What holds the data of a service as a whole is on the list by the service's name. */
function serviceOf(plan: Plan, namespace: string | undefined): string[] {
  const owner = ownerOf(plan, namespace)?.owner ?? "";
  return owner.startsWith("service ") ? [owner.slice("service ".length)] : [];
}

function due(plan: Plan): Due[] {
  const secrets = secretReferences(plan).map(({ planned, field, namespace, name }) => ({
    planned,
    field,
    ids: [`Secret/${namespace}/${name}`],
  }));
  const claiming = workloads(plan).filter(
    ({ planned }) => list(at(planned.object, "spec", "volumeClaimTemplates")).length > 0,
  );
  const claims = [...ofKind(plan, "PersistentVolumeClaim"), ...claiming.map(({ planned }) => planned)].map(
    (planned) => ({
      planned,
      field: "metadata.name",
      ids: [objectId(planned.object), ...serviceOf(plan, planned.object.metadata.namespace)],
    }),
  );
  const bases = databases(plan).map((planned) => ({
    planned,
    field: "metadata.name",
    ids: [objectId(planned.object)],
  }));
  const buckets = storeSettings(plan).flatMap(({ planned, file, settings }) =>
    list(at(settings, "buckets")).map((each) => ({
      planned,
      field: file,
      ids: [`bucket/${String(at(each, "bucket"))}`],
    })),
  );
  return [...secrets, ...claims, ...bases, ...buckets];
}

/** A Secret's name on the list. */
const secretId = ({ namespace, name }: Plan["facts"]["secrets"][number]) => `Secret/${namespace}/${name}`;

/** What is wrong with the list itself, and with who keeps it. */
function listFaults({ facts }: Plan): { object: string; message: string }[] {
  const { escrow, escrowList, cluster, secrets } = facts;
  const empty = escrowList.filter(({ place, why }) => place.trim() === "" || why.trim() === "");
  const elsewhere = escrowList.filter(({ kept, place }) => kept === "escrow" && !place.includes(escrow.place));
  // A new signing key is a new server to all others, and what a lost key encrypted stays so.
  const lost = secrets.filter(({ kind, escrow: { kept } }) => kind === "signing-key" && kept !== "escrow");
  const listed = new Set(escrowList.map(({ id }) => id));
  const absent = secrets.filter((secret) => !listed.has(secretId(secret)));
  return [
    ...empty.map(({ id }) => ({ object: id, message: "stands on the list without a place or a reason." })),
    ...elsewhere.map(({ id }) => ({ object: id, message: "is kept elsewhere than in the escrow." })),
    ...lost.map((secret) => ({ object: secretId(secret), message: "is a signing key, which nobody can make anew." })),
    ...absent.map((secret) => ({ object: secretId(secret), message: "is declared, and not on the list." })),
    ...(escrow.place.trim() !== "" && escrow.place !== cluster.site
      ? []
      : [{ object: "escrow", message: "is nowhere else than the cluster." }]),
    ...(new Set(escrow.custodians).size >= 2
      ? []
      : [{ object: "escrow", message: "has one custodian: who leaves locks everybody out." }]),
  ];
}

export default planRule({
  id: "ESC-01",
  title: {
    fr: "Rien de ce qu'une restauration exige n'est oublié",
    en: "Everything that a restore needs, and everything that holds data, is on the list with a place",
  },
  why: "Une sauvegarde sans la clé de signature ou la clé de chiffrement de MAS ne sert à rien, et on le découvre le jour du sinistre. Un secret ou un volume nouveau doit dire où il est gardé.",
  remedy:
    "Dans fleet/secrets.ts, dites d'un secret s'il est gardé ou refait ; dans fleet/escrow.ts, ajoutez ce qui porte des données.",
  severity: "high",
  controls: ["PSSIE:PCA-PROC", "SNC:10.5.c", "PSSIE:EXP-SEQ-ADMIN", "SNC:14.2.c", "SNC:17.2.a", "SNC:17.5.a"],
  looksAt:
    "every Secret that something reads or the fleet declares, every database, volume claim and bucket, against the escrow list",
  check: (plan) => {
    const { escrowList, secrets } = plan.facts;
    const listed = new Set(escrowList.map(({ id }) => id));
    const all = due(plan);
    const objects = new Set(all.map(({ planned }) => objectId(planned.object)));
    const others = [...listed, ...secrets.map(secretId)].filter((id) => !objects.has(id));
    return {
      looked: against(
        [...plannedOf(all), ...others.map((id) => subjectAtEnvironment(plan, id))],
        subjectAtEnvironment(plan, "escrow"),
      ),
      findings: [
        ...all
          .filter(({ ids }) => !ids.some((id) => listed.has(id)))
          .map(({ planned, field, ids }) => remark(planned, field, `${ids[0]} is not on the escrow list.`)),
        ...listFaults(plan).map(({ object, message }) => remarkAtEnvironment(plan, object, "escrow", message)),
      ],
    };
  },
});
