import { pythonEnvironment } from "./python";

/** Where the virtual environment of barman is, inside every sandbox. */
export const BARMAN = "/barman";

/** A virtual environment with barman's cloud programs, which the sidecar of PostgreSQL runs, by the locks of a folder. */
export function barmanEnvironment(cache: string, root: string, folder: string): Promise<string> {
  return pythonEnvironment(cache, root, "barman", { folder, sources: ["psycopg2"], place: BARMAN });
}
