import { pythonEnvironment } from "./python";

/** Where the virtual environment of Synapse is, inside every sandbox. */
export const VENV = "/venv";

/** A virtual environment of the requirements that a folder locks as images/synapse does. */
export function synapseEnvironment(cache: string, root: string, folder: string): Promise<string> {
  // As the Containerfile has it: these two come as source only.
  const sources = ["psycopg2", "synapse-room-access-rules"];
  return pythonEnvironment(cache, root, "synapse", { folder, sources, place: VENV });
}
