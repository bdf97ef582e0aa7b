import { deepFreeze } from "../../../fleet/fleet";
import type { Plan } from "../../../plan/plan";
import { planOf } from "../../real/plan";
import { type Machine, thisGround } from "../ground";
import { ApiServer } from "./api-server";
import { built } from "./environment";

const ground = thisGround();

/** Whether a cluster is made here: one of the user's is not to be refused things. */
export const isHere = () => ground.machine !== undefined;

export const onMachine = isHere() ? test : test.skip;

export function machine(): Machine {
  if (ground.machine === undefined) throw new Error("this machine makes no cluster");
  return { ...ground.machine, scratch: ground.scratch, kubectl: ground.kubectl };
}

/** The frozen plan of an environment whose images are all built. */
export async function planned(environment: string): Promise<Plan> {
  return deepFreeze(await planOf(ground, environment, built));
}

/** Starts an API server for what `use` does with it, and ends it whatever becomes of that. */
export async function withServer(name: string, use: (server: ApiServer) => Promise<void>): Promise<void> {
  const server = await ApiServer.start(machine(), name);
  try {
    await use(server);
  } finally {
    await server.stop();
  }
}
