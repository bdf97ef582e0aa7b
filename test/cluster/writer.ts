import { eventually } from "../real/container/network";
import type { Database } from "./database";

/** Seconds for its pod to start, and for one write. */
const START_SECONDS = 60;
const WRITE_SECONDS = 1;

/** Seconds between two writes: one writer shall not take the whole of a small machine. */
const PAUSE_SECONDS = 0.02;

const TABLE = "written";

/**
 * One connection as long as it answers, another when it does not, as a homeserver's pool does; each number is written
 * once, whatever becomes of it, and printed with the instant when the server acknowledged it. SIGTERM ends psql without
 * asking the server to cancel, which could answer "committed" for what no standby has.
 */
const SCRIPT = `
trap 'exit 0' TERM
trap '' PIPE
number=0
while true; do
  coproc SQL { exec psql -qX -v ON_ERROR_STOP=1; }
  psql=$SQL_PID
  while
    number=$((number + 1))
    echo "insert into ${TABLE} values ($RUN, $number); \\\\echo $number" >&"\${SQL[1]}"
    read -rt ${WRITE_SECONDS} answer <&"\${SQL[0]}" && [ "$answer" = "$number" ]
  do
    echo "$number $EPOCHREALTIME"
    sleep ${PAUSE_SECONDS}
  done
  kill "$psql"
  wait "$psql"
done 2>/dev/null`;

/** One acknowledged write. */
export interface Acknowledged {
  readonly number: number;
  /** Milliseconds since 1970, on the machine's one clock. */
  readonly at: number;
}

/** What a writer saw, against what the database holds. */
export interface Outcome {
  readonly acknowledged: readonly Acknowledged[];
  /** Longest time between two acknowledged writes, in seconds. */
  readonly gapSeconds: number;
  /** Numbers that were acknowledged and are not in the database. */
  readonly lost: readonly number[];
}

/** Longest time between two that follow each other, in seconds. */
function longestGap(acknowledged: readonly Acknowledged[]): number {
  const gaps = acknowledged.slice(1).map(({ at }, index) => at - (acknowledged[index]?.at ?? at));
  return Math.max(0, ...gaps) / 1000;
}

/** Writes increasing numbers through the Service of the primary, as a homeserver would: verified TLS, its own role. */
export class Writer {
  private static runs = 0;

  private constructor(
    private readonly database: Database,
    private readonly run: number,
    private readonly pod: string,
  ) {}

  /** Makes the table that writers fill. */
  static async prepare(database: Database): Promise<void> {
    await database.sql(`set role homeserver;
      create table ${TABLE} (run integer, number bigint, primary key (run, number));`);
  }

  /** Starts one, in a zone where there is one to be named; resolves once a write was acknowledged. */
  static async start(database: Database, image: string, zone?: string): Promise<Writer> {
    Writer.runs += 1;
    const run = Writer.runs;
    const name = `writer-${run}`;
    const secret = { name: "postgres-app", key: "password" };
    const environment = {
      RUN: String(run),
      PGHOST: `postgres-rw.${database.namespace}.svc`,
      PGDATABASE: "homeserver",
      PGUSER: "homeserver",
      PGSSLMODE: "verify-full",
      PGSSLROOTCERT: "/authority/ca.crt",
    };
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace: database.namespace },
      spec: {
        ...(zone === undefined ? {} : { nodeSelector: { "topology.kubernetes.io/zone": zone } }),
        automountServiceAccountToken: false,
        restartPolicy: "Never",
        securityContext: { runAsNonRoot: true, runAsUser: 26, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          {
            name: "writer",
            image,
            command: ["bash", "-c", SCRIPT],
            env: [
              ...Object.entries(environment).map(([key, value]) => ({ name: key, value })),
              { name: "PGPASSWORD", valueFrom: { secretKeyRef: secret } },
            ],
            // Otherwise the namespace's defaults hold, with which a write takes as long as a tenth of a core makes it.
            resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1", memory: "128Mi" } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            volumeMounts: [{ name: "authority", mountPath: "/authority", readOnly: true }],
          },
        ],
        volumes: [
          { name: "authority", secret: { secretName: "postgres-ca", items: [{ key: "ca.crt", path: "ca.crt" }] } },
        ],
      },
    };
    await database.kubernetes.apply([pod]);
    const writer = new Writer(database, run, name);
    await writer.acknowledgedSince(0, START_SECONDS);
    return writer;
  }

  async acknowledged(): Promise<readonly Acknowledged[]> {
    const command = ["logs", "-n", this.database.namespace, this.pod, "--tail=-1"];
    const lines = (await this.database.kubernetes.kubectl(command).catch(() => "")).split("\n");
    return lines.flatMap((line) => {
      const [, number, at] = /^(\d+) (\d+\.\d+)$/.exec(line) ?? [];
      return number === undefined ? [] : [{ number: Number(number), at: Number(at) * 1000 }];
    });
  }

  /** Waits for a write that was acknowledged after an instant. */
  async acknowledgedSince(instant: number, seconds: number): Promise<void> {
    await eventually("an acknowledged write", seconds, async () =>
      (await this.acknowledged()).some(({ at }) => at > instant) ? true : undefined,
    );
  }

  /** Numbers of its run that were acknowledged and are not there. */
  async lost(acknowledged: readonly Acknowledged[]): Promise<readonly number[]> {
    const there = await this.database.sql(`select number from ${TABLE} where run = ${this.run}`);
    const found = new Set(there.split("\n").map(Number));
    return acknowledged.map(({ number }) => number).filter((number) => !found.has(number));
  }

  /** Plants a loss: takes an acknowledged row from the database behind the writer's back. */
  async forget(number: number): Promise<void> {
    await this.database.sql(`delete from ${TABLE} where run = ${this.run} and number = ${number}`);
  }

  /** Ends it, and compares what it was told with what the primary holds. */
  async stop(): Promise<Outcome> {
    const acknowledged = await this.acknowledged();
    await this.database.kubernetes.kubectl(["delete", "pod", "-n", this.database.namespace, this.pod, "--now"]);
    return { acknowledged, gapSeconds: longestGap(acknowledged), lost: await this.lost(acknowledged) };
  }
}
