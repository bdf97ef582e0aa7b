import type { Plan } from "../../../plan/plan";
import { at, ofKind } from "../../../plan/vocabulary";
import { planRule, type Remark, remark } from "../../rule";

/** What a store encrypts at rest with, as Barman asks for it. */
const ENCRYPTION = ["AES256", "aws:kms"];

function declared({ facts }: Plan): { object: string; field: string; message: string }[] {
  const { backup, mediaCopy, tier } = facts;
  const { mode, days } = backup.objectLock;
  const plain = [
    { object: "backup", endpoint: backup.endpoint },
    { object: "mediaCopy", endpoint: mediaCopy.endpoint },
  ].filter(({ endpoint }) => !endpoint.startsWith("https://"));
  return [
    ...plain.map(({ object, endpoint }) => ({ object, field: "endpoint", message: `is ${endpoint}, without TLS.` })),
    ...(days > backup.retentionDays
      ? []
      : [
          {
            object: "backup",
            field: "objectLock.days",
            message: `is ${days}: what is kept for ${backup.retentionDays} could be deleted before.`,
          },
        ]),
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
  why: "Un rançongiciel commence par les sauvegardes : seul un verrou plus long que la rétention, que le magasin tient lui-même, les garde. La copie des médias suit les suppressions, elle n'en est pas une.",
  remedy:
    "Dans environment.yaml, écrivez objectLock plus long que retentionDays et mode: compliance ; encryption: AES256 vient de stacks/postgres/backups.ts.",
  severity: "critical",
  controls: ["PSSIE:PCA-PROT", "SNC:10.1.a", "SNC:10.2.a", "SNC:12.5.b"],
  looksAt: "endpoints and object lock of environment.yaml, and the encryption that each store of archives asks for",
  check: (plan) => {
    const { environment, at: here } = plan.facts;
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
      looked: stores.length,
      findings: [
        ...declared(plan).map((each): Remark => ({ stack: environment, perimeter: undefined, at: here, ...each })),
        ...wrong,
      ],
    };
  },
});
