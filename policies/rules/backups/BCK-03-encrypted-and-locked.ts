import type { Plan } from "../../../plan/plan";
import { at, ofKind } from "../../../plan/vocabulary";
import { against, planRule, type Remark, remark, remarkAtEnvironment, subjectAtEnvironment } from "../../rule";

/** What a store encrypts at rest with, as Barman asks for it. */
const ENCRYPTION = ["AES256", "aws:kms"];

/**
 * Days by which the base backup that the oldest instant needs may be older than the retention: one until the next is
 * begun, one for it to be made. Assumption: a backup takes less than a day.
 */
const BASE_BACKUP_DAYS = 2;

function declared({ facts }: Plan): { object: string; field: string; message: string }[] {
  const { backup, mediaCopy, tier } = facts;
  const { mode, days } = backup.objectLock;
  const plain = [
    { object: "backup", endpoint: backup.endpoint },
    { object: "mediaCopy", endpoint: mediaCopy.endpoint },
  ].filter(({ endpoint }) => !endpoint.startsWith("https://"));
  return [
    ...plain.map(({ object, endpoint }) => ({ object, field: "endpoint", message: `is ${endpoint}, without TLS.` })),
    ...(days >= backup.retentionDays + BASE_BACKUP_DAYS
      ? []
      : [
          {
            object: "backup",
            field: "objectLock.days",
            message: `is ${days}: what the oldest of ${backup.retentionDays} days needs could be deleted before.`,
          },
        ]),
    ...(backup.versioned
      ? []
      : [{ object: "backup", field: "versioned", message: "is false: what is written over is lost, lock or not." }]),
    ...(mode === "compliance" || tier === "development"
      ? []
      : [{ object: "backup", field: "objectLock.mode", message: `is ${mode}, which the store's owner lifts.` }]),
  ];
}

export default planRule({
  id: "BCK-03",
  title: {
    fr: "Sauvegardes chiffrées, et que personne ne peut effacer",
    en: "Backups are encrypted on the way and at rest, and nobody can delete them before their time",
  },
  why: "Un rançongiciel commence par les sauvegardes : seul un verrou que le magasin tient lui-même, sur des versions, les garde ; il dure deux jours de plus que la rétention, car l'instant le plus ancien demande une sauvegarde plus vieille que lui. La copie des médias suit les suppressions, elle n'en est pas une.",
  remedy:
    "Dans environment.yaml, écrivez objectLock.days à retentionDays + 2 au moins, mode: compliance et versioned: true ; encryption: AES256 vient de stacks/postgres/backups.ts.",
  severity: "critical",
  controls: [
    "PSSIE:PCA-PROT",
    "SNC:10.1.a",
    "SNC:10.2.a",
    "SNC:12.5.b",
    "PA075:R10",
    "PSSIE:RES-PROT",
    "PSSIE:EXP-CI-PROTFIC",
    "PSSIE:PDT-CHIFF-SENS",
    "SNC:10.1.d",
    "SNC:12.5.d",
  ],
  looksAt:
    "endpoints, versions and object lock of environment.yaml, and the encryption that each store of archives asks for",
  check: (plan) => {
    const stores = ofKind(plan, "ObjectStore");
    const wrong = stores.flatMap((planned): Remark[] => {
      const configuration = at(planned.object, "spec", "configuration");
      const open = ["wal", "data"].filter(
        (part) => !ENCRYPTION.some((each) => each === at(configuration, part, "encryption")),
      );
      return [
        ...open.map((part) =>
          remark(planned, `spec.configuration.${part}.encryption`, "asks for no encryption at rest."),
        ),
        ...(String(at(configuration, "endpointURL")).startsWith("https://")
          ? []
          : [remark(planned, "spec.configuration.endpointURL", "is reached without TLS.")]),
      ];
    });
    return {
      looked: against(stores, ...["backup", "mediaCopy"].map((object) => subjectAtEnvironment(plan, object))),
      findings: [
        ...declared(plan).map(({ object, field, message }) => remarkAtEnvironment(plan, object, field, message)),
        ...wrong,
      ],
    };
  },
});
