/** kubectl bound to one cluster and one namespace, so that no command of a restore goes elsewhere. */
export interface Kubectl {
  /** `kubectl --context … --namespace … <arguments>`. */
  readonly run: (args: string) => string;
  /** Fails unless there is nothing of these kinds; an error of the API server is no emptiness. */
  readonly nothingOf: (kinds: string, selector?: string) => string;
  readonly apply: (file: string) => string;
  /** Fails where one of the objects is there already, and leaves that one as it is. */
  readonly create: (file: string) => string;
}

export function kubectl(context: string, namespace: string): Kubectl {
  const run = (args: string) => `kubectl --context=${context} --namespace=${namespace} ${args}`;
  return {
    run,
    nothingOf: (kinds, selector = "") => `found=$(${run(`get ${kinds} --output=name${selector}`)}) && test -z "$found"`,
    // What Terraform made of the frame it finds again with the next deploy.
    apply: (file) => run(`apply --server-side --force-conflicts --filename=${file}`),
    create: (file) => run(`create --filename=${file}`),
  };
}

/** psql as the superuser inside the primary's own container; nothing of a value is printed but what is asked. */
export function query({ run }: Kubectl, cluster: string, database: string, sql: string): string {
  const primary = `$(${run(`get cluster/${cluster} --output=jsonpath='{.status.currentPrimary}'`)})`;
  return run(
    `exec ${primary} --container=postgres -- psql --no-psqlrc --tuples-only --no-align --command="${sql}" ${database}`,
  );
}
