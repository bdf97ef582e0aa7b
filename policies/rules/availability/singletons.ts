import { at, list, type Workload } from "../../../plan/vocabulary";

/** Seconds after which a lost node's pods are given up. Kubernetes' default, 300, is an outage of five minutes. */
const LONGEST_TOLERATION_SECONDS = 60;

const LOST_NODE = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

function tolerates(toleration: unknown, key: string): boolean {
  const [own, effect] = [at(toleration, "key"), at(toleration, "effect")];
  return (own === undefined || own === key) && (effect === undefined || effect === "NoExecute");
}

/** Every toleration of this loss, each bounded: one without seconds would stay for ever. */
function isGivenUpSoon(pod: unknown, key: string): boolean {
  const own = list(at(pod, "tolerations")).filter((each) => tolerates(each, key));
  return (
    own.length > 0 &&
    own.every((each) => {
      const seconds = at(each, "tolerationSeconds");
      return typeof seconds === "number" && seconds <= LONGEST_TOLERATION_SECONDS;
    })
  );
}

/** What is wrong with how something of one pod comes back when its node is lost. */
export function singletonFaults({ planned, pod }: Workload): { field: string; message: string }[] {
  const isDeployment = planned.object.kind === "Deployment";
  const recreated = !isDeployment || at(planned.object, "spec", "strategy", "type") === "Recreate";
  const late = LOST_NODE.filter((key) => !isGivenUpSoon(pod, key));
  return [
    ...(recreated
      ? []
      : [
          { field: "replicas", message: "has one pod, and does not say by strategy Recreate that this is on purpose." },
        ]),
    ...late.map((key) => ({
      field: "tolerations",
      message: `has one pod, which stays on a lost node for more than ${LONGEST_TOLERATION_SECONDS} s (${key}).`,
    })),
  ];
}
