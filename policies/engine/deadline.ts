import { createContext, Script } from "node:vm";

/** Thrown where a work took longer than it may. */
class Overdue extends Error {
  override readonly name = "Overdue";
}

/** The one way by which Node stops code that runs: the time limit of a script, which ends whatever it calls as well. */
const CALL = new Script("work()");
const sandbox = { work: () => {} };
createContext(sandbox);

/** Does a work, and stops it after these seconds, loops and regular expressions without end included: throws Overdue. */
export function within<T>(seconds: number, work: () => T): T {
  let done: { readonly value: T } | undefined;
  sandbox.work = () => {
    done = { value: work() };
  };
  const result = () => done;
  try {
    CALL.runInContext(sandbox, { timeout: Math.ceil(seconds * 1000) });
  } catch (error) {
    if (Object(error).code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      throw new Overdue(`it went on for ${seconds} s, and was stopped`);
    throw error;
  }
  const found = result();
  if (found === undefined) throw new Overdue("it came to no end");
  return found.value;
}
