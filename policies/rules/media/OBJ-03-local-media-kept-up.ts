import type { Plan } from "../../../plan/plan";
import { podCount } from "../../../plan/pod-count";
import {
  at,
  type Homeserver,
  homeservers,
  list,
  objectNamed,
  type Workload,
  workloadsIn,
} from "../../../plan/vocabulary";
import { quantity } from "../../engine/quantity";
import { isStoreEndpoint } from "../../media-store";
import { mountAt } from "../../mounted";
import { type Program, programs } from "../../operations";
import { plannedOf, planRule, type Remark, remark } from "../../rule";

type Shard = NonNullable<Homeserver["shard"]>;

/** The claim of a volume that a container may write at a path; undefined where it has none there. */
function claimAt({ pod }: Pick<Workload, "pod">, container: unknown, path: unknown): unknown {
  const mount = mountAt(pod, container, String(path));
  return at(mount?.mount, "readOnly") === true ? undefined : at(mount?.volume, "persistentVolumeClaim", "claimName");
}

/** Bytes of a claim; none where the plan has it not. */
function bytesOf(plan: Plan, namespace: string, name: string): number {
  const claim = objectNamed(plan, "PersistentVolumeClaim", namespace, name);
  const size = at(claim?.object.spec, "resources", "requests", "storage");
  return typeof size === "string" ? quantity(size) / 1000 : 0;
}

/** Workloads of a shard that have its volume of media in their pods. */
function owners(plan: Plan, { namespace, stateful }: Shard): Workload[] {
  return workloadsIn(plan, namespace).filter(({ pod }) =>
    list(at(pod, "volumes")).some(
      (volume) => at(volume, "persistentVolumeClaim", "claimName") === stateful.mediaVolume,
    ),
  );
}

function upkeepFaults(plan: Plan, shard: Shard, config: unknown, { workload, container, settings }: Program): string[] {
  const { namespace, stateful } = shard;
  const { mediaVolume, mediaBucket } = stateful;
  const path = at(settings, "mediaPath");
  const most = at(settings, "mostBytes");
  const isSame = path === at(config, "media_store_path") && claimAt(workload, container, path) === mediaVolume;
  return [
    ...(isSame ? [] : [`keeps up ${String(path)}, which is not where Synapse writes media`]),
    ...(at(settings, "store", "bucket") === mediaBucket && isStoreEndpoint(plan, at(settings, "store", "endpoint"))
      ? []
      : [`moves media to ${String(at(settings, "store", "bucket"))}, not to the shard's bucket of the media store`]),
    ...(typeof most === "number" && most > 0 && most < bytesOf(plan, namespace, mediaVolume)
      ? []
      : [`lets media grow to ${String(most)} bytes, which fill the volume`]),
  ];
}

function wrong(plan: Plan, { planned, shard, config }: Homeserver): Remark[] {
  if (shard === undefined) return [];
  const [owner, ...more] = owners(plan, shard);
  const own = programs(plan, "upkeep").filter(
    ({ workload }) => workload.planned.object.metadata.namespace === shard.namespace,
  );
  const [upkeep, ...others] = own;
  if (owner === undefined || more.length > 0)
    return [remark(planned, "media_store_path", `has media in ${more.length + (owner ? 1 : 0)} workloads, not one.`)];
  if (upkeep === undefined || others.length > 0 || upkeep.workload !== owner)
    return [
      remark(owner.planned, "containers[]", "has not beside it, and alone, the one upkeep of the shard's media."),
    ];
  const isAlone = podCount(plan, owner).most === 1;
  const isMain = list(at(owner.pod, "containers")).includes(upkeep.container);
  return [
    ...(at(config, "enable_local_media_storage") === true
      ? []
      : [remark(planned, "enable_local_media_storage", "is not true: with a store behind it, uploads break.")]),
    ...(isAlone ? [] : [remark(owner.planned, "spec.replicas", "has several pods for one volume of media.")]),
    ...(isMain ? [] : [remark(owner.planned, "containers[]", "keeps media up before it serves, and no longer.")]),
    ...upkeepFaults(plan, shard, config, upkeep).map((fault) => remark(owner.planned, "upkeep.json", `${fault}.`)),
  ];
}

export default planRule({
  id: "OBJ-03",
  title: {
    fr: "Le volume local des médias reste, borné par le pod qui le possède",
    en: "Local media stay, bounded by upkeep in the one pod that owns their volume",
  },
  why: "Sans stockage local, le fournisseur S3 de Synapse casse les envois (synapse 19413) ; sans borne, le volume se remplit et les envois cessent. Règle propre à Synapse.",
  remedy:
    "Gardez enable_local_media_storage: true, et le conteneur upkeep dans le seul pod qui monte le volume des médias (stacks/homeserver/media.ts).",
  severity: "high",
  controls: ["own"],
  looksAt:
    "the volume of media of every shard: which pods have it, what keeps it up and with which bounds, and the settings of homeserver.yaml about it",
  check: (plan) => {
    const found = homeservers(plan);
    return {
      looked: found.flatMap((server) =>
        plannedOf(server.shard === undefined ? [server] : [server, ...owners(plan, server.shard)]),
      ),
      findings: found.flatMap((server) => wrong(plan, server)),
    };
  },
});
