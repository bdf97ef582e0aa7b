import { CONFIG_FILE, PATHS, STATISTICS_FILE } from "./places";
import { HOMESERVER_CONTAINER, SUBJECT_OF_CONTAINER, SUBJECTS_OF_HOMESERVER, type SubjectOfLine } from "./subjects";

/** What the collector of an environment is told. */
export interface Settings {
  readonly environment: string;
  /** Namespaces of ours; no file of another is opened. */
  readonly namespaces: readonly string[];
  /** Shard of a namespace, for those that belong to one. */
  readonly shards: Readonly<Record<string, string>>;
  readonly store: { readonly host: string; readonly port: number };
}

/**
 * Largest line, in KiB, its parts joined: sixteen parts of containerd's 16 KiB. A longer one is shipped as several.
 * Assumption: Synapse's longest lines are stack traces of some KiB.
 */
const LONGEST_LINE_KIB = 256;

/**
 * What a node keeps for a store that does not answer, in MiB: a day of a node that prints 20 KiB/s. Beyond it nothing
 * more is read, and the files of the pods, which the kubelet rotates, hold what they can. Assumption.
 */
const QUEUE_MIB = 2048;

/** Size of a file of the queue, in MiB: one is deleted when the store has taken all of it. */
const QUEUE_FILE_MIB = 16;

/** Between two attempts to reach the store, in seconds: rsyslog would wait longer each time. */
const RETRY_SECONDS = 10;

/** A part of a long line without its end is shipped after so many seconds: its container has ended. Assumption. */
const UNFINISHED_SECONDS = 60;

/** Between two lines of figures, in seconds; the liveness probe asks less often. */
export const STATISTICS_SECONDS = 60;

/**
 * Longest wait of a reader for room in the full queue, in milliseconds: rsyslog's largest, 24 days, since after it the
 * line is thrown away; its default is two seconds.
 */
const WAIT_FOR_ROOM_MS = 2_000_000_000;

/**
 * Between two looks at the files, in seconds: the kubelet looks whether to rotate one every ten. Not by inotify: with
 * rsyslog 8.2302 lines written while a file is rotated were lost then, and the position of each rotated one stayed.
 */
const POLLING_SECONDS = 1;

/** Lines under way to the store at a time: as many come twice when the collector or its node is killed. Assumption. */
const BATCH = 32;

/**
 * How long an ending collector goes on trying, in milliseconds: longer than its pod's grace period, after which the
 * kubelet kills it. When it gives up by itself, rsyslog 8.2302 loses the lines under way; killed, it sends them again.
 */
const PATIENCE_AT_END_MS = 3_600_000;

/** Between the parts of a joined line: a character that JSON never holds unescaped. RS of ASCII, 30 or octal 036. */
const SEPARATOR = { code: 30, text: "\\036" } as const;

/** What `field()` answers beyond the last field (rsyslog, rainerscript.c). */
const NO_FIELD = "***FIELD NOT FOUND***";

/** Facilities and severity of RFC 5424: 13 is log audit, 16 local use; 6 informational. */
const PRIORITY = { audit: 13 * 8 + 6, other: 16 * 8 + 6 } as const;

/**
 * TLS 1.2 with ECDHE and AEAD alone (ANSSI SDE-NT-35, R3 and R6 to R10), as GnuTLS' priorities. Not 1.3: there a client
 * may send before it learns that its certificate is refused, and what it sent is lost; with rsyslog 8.2302 all of it was.
 */
const TLS = [
  "NONE",
  ...["VERS-TLS1.2", "ECDHE-ECDSA", "ECDHE-RSA", "AES-256-GCM", "AES-128-GCM", "CHACHA20-POLY1305"],
  ...["AEAD", "GROUP-SECP256R1", "GROUP-SECP384R1", "GROUP-X25519", "SIGN-ECDSA-SHA256", "SIGN-ECDSA-SHA384"],
  ...["SIGN-ECDSA-SECP256R1-SHA256", "SIGN-ECDSA-SECP384R1-SHA384", "SIGN-RSA-SHA256", "SIGN-RSA-SHA384"],
  ...["SIGN-RSA-PSS-RSAE-SHA256", "SIGN-RSA-PSS-RSAE-SHA384", "CTYPE-X509", "COMP-NULL"],
].join(":+");

const FILES = { shards: "shards.json", subjects: "subjects.json" } as const;

/** A lookup table as rsyslog reads it. */
function table(entries: Readonly<Record<string, string>>): string {
  const rows = Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(
    { version: 1, nomatch: "", type: "string", table: rows.map(([index, value]) => ({ index, value })) },
    undefined,
    2,
  );
}

function input(namespace: string): string {
  return [
    `input(type="imfile" file="${PATHS.pods}/${namespace}_*/*/*.log" tag="pods" ruleset="pods" addMetadata="on"`,
    // The runtime writes a long line in parts: P, and F at its end.
    `  endmsg.regex="^[^ ]+ (stdout|stderr) F " escapeLF="on" escapeLF.replacement="${SEPARATOR.text}"`,
    // A position is kept only once what stands before it is in the queue on disk.
    `  readTimeout="${UNFINISHED_SECONDS}" persistStateAfterSubmission="on")`,
  ].join("\n");
}

function condition({ contains, logger }: SubjectOfLine): string {
  return [
    ...(contains === undefined ? [] : [`$.text contains "${contains}"`]),
    ...(logger === undefined ? [] : [`$!event!namespace startswith "${logger}"`]),
  ].join(" and ");
}

/** `if … then … else if …`, so that the first that fits counts. */
function subjectOfHomeserver(): string {
  return SUBJECTS_OF_HOMESERVER.map((each) => `if ${condition(each)} then { set $.subject = "${each.subject}"; }`).join(
    "\n    else ",
  );
}

/** What rsyslog says itself: one JSON line each on its standard output, which is collected like any other. */
const OWN = `
template(name="own" type="list") {
  constant(value="{")
  property(outname="time" name="timereported" dateFormat="rfc3339" date.inUTC="on" format="jsonf")
  constant(value=",")
  property(outname="level" name="syslogseverity-text" format="jsonf")
  constant(value=",")
  property(outname="message" name="msg" format="jsonf")
  constant(value="}\\n")
}
template(name="figures" type="list") {
  property(name="msg" position.from="1")
  constant(value="\\n")
}
ruleset(name="own") { action(type="omfile" file="/dev/stdout" template="own") }
ruleset(name="figures") { action(type="omfile" file="/dev/stdout" template="figures") }`;

/** Adds the parts of a long line to the first one; a part of the other stream stays as it was written. */
const JOIN = `
ruleset(name="join") {
  set $.part = field($msg, ${SEPARATOR.code}, $.next);
  if $.part != "${NO_FIELD}" then {
    set $.next = $.next + 1;
    set $.written = field($.part, 32, 1);
    if field($.part, 32, 2) == $!stream then {
      set $.text = $.text & substring($.part, strlen($.written) + strlen($!stream) + 4, strlen($.part));
    } else {
      set $.text = $.text & "${SEPARATOR.text}" & $.part;
    }
    call join
  }
}`;

function handling({ environment, store }: Settings): string {
  return `
template(name="rfc5424" type="list") {
  constant(value="<") property(name="$.priority") constant(value=">1 ") property(name="$!time")
  constant(value=" ") property(name="$!node") constant(value=" ") property(name="$!container")
  constant(value=" - - - ") property(name="$!all-json")
}

# On disk before it is handled, one line after the other, and deleted when the store has taken it.
ruleset(name="pods" queue.type="Disk" queue.filename="pods" queue.spoolDirectory="${PATHS.state}"
  queue.maxDiskSpace="${QUEUE_MIB}m" queue.maxFileSize="${QUEUE_FILE_MIB}m" queue.size="100000000"
  queue.dequeueBatchSize="${BATCH}" queue.checkpointInterval="1" queue.saveOnShutdown="on"
  queue.timeoutEnqueue="${WAIT_FOR_ROOM_MS}" queue.timeoutShutdown="${PATIENCE_AT_END_MS}") {
  # ${PATHS.pods}/<namespace>_<pod>_<uid>/<container>/<restarts>.log
  set $.folder = field($!metadata!filename, 47, ${PATHS.pods.split("/").length + 1});
  set $!environment = "${environment}";
  set $!node = getenv("NODE_NAME");
  set $!namespace = field($.folder, 95, 1);
  set $!pod = field($.folder, 95, 2);
  set $!container = field($!metadata!filename, 47, ${PATHS.pods.split("/").length + 2});
  set $.shard = lookup("shards", $!namespace);
  if $.shard != "" then { set $!shard = $.shard; }
  unset $!metadata;

  # <time> <stream> <P or F> <text>, in UTC and to the microsecond, as RFC 5424 has it.
  set $.line = field($msg, ${SEPARATOR.code}, 1);
  set $.written = field($.line, 32, 1);
  if re_match($.line, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+ (stdout|stderr) [PF] ") then {
    set $.fraction = re_extract($.written, "\\\\.([0-9]{1,6})", 0, 1, "0");
    set $!time = replace(format_time(parse_time($.written), "date-rfc3339"), "Z", "." & $.fraction & "Z");
    set $!stream = field($.line, 32, 2);
    set $.text = substring($.line, strlen($.written) + strlen($!stream) + 4, strlen($.line));
    set $.next = 2;
    if $msg contains "${SEPARATOR.text}" then { call join }
  } else {
    # The rest of a line beyond the longest: it is shipped as it is, at the time it was read.
    set $!time = replace(format_time($$now-unixtimestamp, "date-rfc3339"), "Z", ".0Z");
    set $.text = $msg;
  }

  # One JSON object and nothing behind it becomes fields; any other text stays as it was written.
  if not ($.text startswith "{" and re_match($.text, "}\\$") and not re_match($.text, "}[[:space:]]*[^],}[:space:]]")
    and parse_json($.text, "\\$!event") == 0) then {
    unset $!event;
    set $!message = $.text;
  }

  set $.subject = lookup("subjects", $!container);
  if $!container == "${HOMESERVER_CONTAINER}" then {
    ${subjectOfHomeserver()}
  }
  set $.priority = "${PRIORITY.other}";
  if $.subject != "" then {
    set $!subject = $.subject;
    set $.priority = "${PRIORITY.audit}";
  }

  action(name="store" type="omfwd" target="${store.host}" port="${store.port}" protocol="tcp"
    tcp_framing="octet-counted" template="rfc5424"
    streamDriver="gtls" streamDriverMode="1" streamDriverAuthMode="x509/name" streamDriverPermittedPeers="${store.host}"
    streamDriver.caFile="${PATHS.store}/ca.crt" streamDriver.certFile="${PATHS.store}/tls.crt"
    streamDriver.keyFile="${PATHS.store}/tls.key" gnutlsPriorityString="${TLS}"
    action.resumeRetryCount="-1" action.resumeInterval="${RETRY_SECONDS}" action.resumeIntervalMax="${RETRY_SECONDS}")
}`;
}

/** rsyslog's configuration and its tables, by name. */
export function collectorFiles(settings: Settings): Record<string, string> {
  const config = [
    `global(workDirectory="${PATHS.state}" maxMessageSize="${LONGEST_LINE_KIB}k")`,
    `module(load="imfile" mode="polling" pollingInterval="${POLLING_SECONDS}")`,
    `module(load="impstats" interval="${STATISTICS_SECONDS}" format="json" ruleset="figures" log.file="${STATISTICS_FILE}")`,
    `lookup_table(name="shards" file="${PATHS.config}/${FILES.shards}")`,
    `lookup_table(name="subjects" file="${PATHS.config}/${FILES.subjects}")`,
    OWN,
    JOIN,
    handling(settings),
    "",
    ...settings.namespaces.map(input),
    "",
    "call own",
    "",
  ].join("\n");
  return {
    [CONFIG_FILE]: config,
    [FILES.shards]: table(settings.shards),
    [FILES.subjects]: table(SUBJECT_OF_CONTAINER),
  };
}
