import fc from "fast-check";
import { type Instance, postgresParameters } from "../../../stacks/postgres/parameters";

/** What CloudNativePG 1.30 writes itself or refuses to change (pkg/postgres/configuration.go), of what is near to ours. */
const OPERATORS = [
  "archive_command",
  "archive_mode",
  "hot_standby",
  "listen_addresses",
  "log_destination",
  "logging_collector",
  "port",
  "primary_conninfo",
  "recovery_target_time",
  "restore_command",
  "shared_preload_libraries",
  "ssl",
  "ssl_ca_file",
  "ssl_cert_file",
  "ssl_key_file",
  "synchronous_standby_names",
];

const instance: fc.Arbitrary<Instance> = fc.record({
  milliCpu: fc.integer({ min: 1, max: 32 }).map((cores) => cores * 1000),
  memoryMiB: fc.integer({ min: 1, max: 256 }).map((gibibytes) => gibibytes * 1024),
  walGiB: fc.integer({ min: 1, max: 10 }).map((tens) => tens * 10),
  connections: fc.integer({ min: 20, max: 2000 }),
  rpoMinutes: fc.integer({ min: 1, max: 1440 }),
});

const SMALL: Instance = { milliCpu: 2000, memoryMiB: 8192, walGiB: 10, connections: 80, rpoMinutes: 5 };

const megabytes = (text: string | undefined) => Number(/^(\d+)MB$/.exec(text ?? "")?.[1] ?? Number.NaN);

test("memory and connections are the capacity model's", () => {
  expect(postgresParameters(SMALL)).toMatchObject({
    effective_cache_size: "6144MB",
    maintenance_work_mem: "256MB",
    max_connections: "80",
    shared_buffers: "2048MB",
  });
});

test("the log never fills its volume for a standby that is away, nor between two checkpoints", () => {
  fc.assert(
    fc.property(instance, (each) => {
      const set = postgresParameters(each);
      const volume = each.walGiB * 1024;
      const [kept, most, least] = ["max_slot_wal_keep_size", "max_wal_size", "min_wal_size"].map((name) =>
        megabytes(set[name]),
      );
      // Both may be full at once, and a quarter is still free for what is not archived.
      expect((kept ?? Number.NaN) + (most ?? Number.NaN)).toBeLessThanOrEqual(volume * 0.75);
      // CloudNativePG refuses a Cluster where they are not in this order.
      expect(least).toBeGreaterThan(80);
      expect(least).toBeLessThan(most ?? Number.NaN);
      expect(most).toBeLessThanOrEqual(16 * 1024);
    }),
  );
});

test("a segment leaves in half the time that a restore may lack, and within five minutes whatever that is", () => {
  const seconds = (rpoMinutes: number) => postgresParameters({ ...SMALL, rpoMinutes }).archive_timeout;
  expect(["1", "5", "10", "60"].map((minutes) => seconds(Number(minutes)))).toEqual(["30s", "150s", "300s", "300s"]);
});

test("vacuum keeps up with tables that only grow, and takes no more memory than its share", () => {
  fc.assert(
    fc.property(instance, (each) => {
      const set = postgresParameters(each);
      const workers = Number(set.autovacuum_max_workers);
      expect(workers).toBeGreaterThanOrEqual(3);
      expect(workers).toBeLessThanOrEqual(Math.max(3, each.milliCpu / 1000));
      expect(workers * megabytes(set.autovacuum_work_mem)).toBeLessThanOrEqual(each.memoryMiB / 8);
    }),
  );
  for (const name of ["autovacuum_vacuum_scale_factor", "autovacuum_vacuum_insert_scale_factor"])
    expect(Number(postgresParameters(SMALL)[name])).toBeLessThan(0.2);
});

test("passwords are scram, connections TLS 1.3, and an acknowledged commit is on a standby's disk", () => {
  expect(postgresParameters(SMALL)).toMatchObject({
    password_encryption: "scram-sha-256",
    ssl_min_protocol_version: "TLSv1.3",
    synchronous_commit: "on",
  });
});

test("no statement is logged: its text holds what agents write", () => {
  expect(postgresParameters(SMALL)).toMatchObject({
    log_min_duration_statement: "-1",
    log_min_error_statement: "panic",
    log_statement: "none",
  });
});

test("nothing ends a statement that takes long, or a connection that waits in a pool", () => {
  const names = Object.keys(postgresParameters(SMALL));
  expect(names.filter((name) => ["statement_timeout", "idle_session_timeout", "lock_timeout"].includes(name))).toEqual(
    [],
  );
});

test("what the operator decides is left to it", () => {
  expect(Object.keys(postgresParameters(SMALL)).filter((name) => OPERATORS.includes(name))).toEqual([]);
});
