import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list } from "../../../plan/vocabulary";
import { type Archived, archived, archivesOf, recoveredFrom } from "../../archives";
import { programs } from "../../operations";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { type SynapseProcess, synapseProcesses } from "../synapse/processes";

/** What is wrong with where a database comes from and where it archives to. */
function archiveFaults({ database: { object }, shard, archive }: Archived): string[] {
  const from = recoveredFrom(object);
  const declared = shard?.recovery;
  const target = at(object, "spec", "bootstrap", "recovery", "recoveryTarget", "targetTime");
  return [
    ...(from !== undefined && archivesOf(object).some(({ serverName }) => serverName === from.serverName)
      ? [`archives into ${String(from.serverName)}, which it is restored from`]
      : []),
    ...(archive?.serverName === shard?.archive
      ? []
      : [`archives into ${String(archive?.serverName)}, declared ${shard?.archive ?? "for no shard"}`]),
    ...(from?.serverName === declared?.from
      ? []
      : [`comes from ${String(from?.serverName ?? "nowhere")}, declared ${declared?.from ?? "new"}`]),
    ...(target === declared?.at ? [] : [`is restored to ${String(target)}, declared ${declared?.at ?? "nothing"}`]),
  ];
}

/** What runs Synapse on a restored database; nothing where the database never was. */
function onRestored(plan: Plan, { database: { object }, shard }: Archived): SynapseProcess[] {
  if (recoveredFrom(object) === undefined && shard?.recovery === undefined) return [];
  return synapseProcesses(plan).filter(
    ({ workload }) => workload.planned.object.metadata.namespace === object.metadata.namespace,
  );
}

/** Processes of a restored shard that could start before its database is ready for them. */
function ungated(plan: Plan, restored: Archived): { planned: PlannedObject; message: string }[] {
  const { shard } = restored;
  return onRestored(plan, restored)
    .filter(
      ({ workload }) =>
        !programs(plan, "restore_gate").some(
          (gate) =>
            gate.workload.planned === workload.planned &&
            list(at(workload.pod, "initContainers")).includes(gate.container) &&
            at(gate.container, "image") === plan.facts.images.synapse.reference &&
            at(gate.container, "restartPolicy") === undefined &&
            at(gate.settings, "recovery") === shard?.archive,
        ),
    )
    .map(({ workload }) => ({
      planned: workload.planned,
      message: "starts on a restored database without waiting for restore_gate, an init container.",
    }));
}

export default planRule({
  id: "RST-01",
  title: {
    fr: "Une base restaurée n'écrit jamais sur l'archive dont elle vient",
    en: "A restored database never archives over its source, and Synapse waits until it is prepared",
  },
  why: "Deux journaux sous un même nom détruisent l'archive qui vient de servir ; des clés à usage unique servies deux fois rendent des messages illisibles. Règle propre à CloudNativePG et à Synapse.",
  remedy:
    "Déclarez recovery (archive, from, at) dans le fichier du périmètre : le chart donne un nouveau nom d'archive et le conteneur restore-gate.",
  severity: "critical",
  controls: ["SNC:14.7.b", "own"],
  waivable: false,
  looksAt:
    "where every database comes from and archives to, against its shard's declared archive and recovery; the init containers of every Synapse process of a restored shard",
  check: (plan) => {
    const all = archived(plan);
    return {
      looked: all.flatMap((each) => [
        each.database,
        ...plannedOf(onRestored(plan, each).map(({ workload }) => workload)),
      ]),
      findings: all.flatMap((each): Remark[] => [
        ...archiveFaults(each).map((fault) => remark(each.database, "spec.bootstrap", `${fault}.`)),
        ...ungated(plan, each).map(({ planned, message }) => remark(planned, "initContainers", message)),
      ]),
    };
  },
});
