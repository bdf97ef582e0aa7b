import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, configIn, filesLike, homeservers, list } from "../../../plan/vocabulary";
import { liveShards } from "../../archives";
import { quantity } from "../../engine/quantity";
import { type Router, routers, targetOf } from "../../router";
import {
  plannedOf,
  planRule,
  type Remark,
  remark,
  remarkAtEnvironment,
  remarkAtShard,
  subjectAtShard,
} from "../../rule";

/** A day: newer signatures then judge the file again. */
const LONGEST_VERDICT_SECONDS = 24 * 3600;

/** A hundred thousand verdicts of less than a KiB each. */
const MOST_VERDICTS = 100_000;

/** Exit codes of a scan that came to no verdict: its program failed, or was killed. */
const NO_VERDICT = [2, -9];

interface Found {
  readonly planned: PlannedObject;
  readonly file: string;
  readonly config: unknown;
}

function files(pattern: RegExp): (plan: Plan) => readonly Found[] {
  const like = filesLike((text) => pattern.test(text));
  return (plan) => like(plan).map(({ planned, file }) => ({ planned, file, config: configIn(planned, file) }));
}

const scanners = files(/"?result_cache"?\s*:/);
const scanPrograms = files(/"?mostBytes"?\s*:/);

const clamd = filesLike((text) => /^StreamMaxLength\s/m.test(text));

const antiviruses = once(
  (plan: Plan): readonly { planned: PlannedObject; file: string; options: ReadonlyMap<string, string> }[] =>
    clamd(plan).map(({ planned, file, text }) => ({
      planned,
      file,
      options: new Map(
        text
          .split("\n")
          .map((line): [string, string] => [line.split(/\s+/)[0] ?? "", line.split(/\s+/).slice(1).join(" ")]),
      ),
    })),
);

/** `100M` of Synapse and of ClamAV, in bytes; 0 where it says no size. */
function bytes(size: unknown): number {
  const [, amount, unit = ""] = /^(\d+)([KMG]?)$/.exec(String(size)) ?? [];
  return amount === undefined ? 0 : quantity(`${amount}${unit === "" ? "" : `${unit}i`}`) / 1000;
}

function scannerFaults(plan: Plan, { planned, config }: Found, upload: number): string[] {
  const { namespace } = planned.object.metadata;
  const cache = at(config, "result_cache");
  const [size, ttl] = [at(cache, "max_size"), at(cache, "ttl")];
  const seconds =
    typeof ttl === "number"
      ? ttl
      : /^\d+s$/.test(String(ttl))
        ? Number.parseInt(String(ttl), 10)
        : Number.POSITIVE_INFINITY;
  const forgotten = list(at(cache, "exit_codes_to_ignore"));
  const program = scanPrograms(plan).find((each) => each.planned.object.metadata.namespace === namespace);
  return [
    ...(typeof size === "number" && size > 0 && size <= MOST_VERDICTS ? [] : ["remembers verdicts without bound"]),
    ...(seconds <= LONGEST_VERDICT_SECONDS ? [] : ["remembers a verdict for longer than a day"]),
    ...(NO_VERDICT.every((code) => forgotten.includes(code)) ? [] : ["remembers a scan that came to no verdict"]),
    ...(at(cache, "max_file_size") === "0" ? [] : ["keeps files, which another could be given"]),
    ...(String(at(config, "download", "base_homeserver_url")).startsWith(
      `http://router.${namespace}.svc.cluster.local:`,
    )
      ? []
      : ["downloads files past its own shard's router"]),
    ...(Number(at(program?.config, "antivirus", "mostBytes")) === upload
      ? []
      : ["scans files of another size than one may send"]),
  ];
}

function antivirusFaults(options: ReadonlyMap<string, string>, upload: number): string[] {
  const [stream, all, member] = ["StreamMaxLength", "MaxScanSize", "MaxFileSize"].map((name) =>
    bytes(options.get(name)),
  );
  return [
    ...(Number(stream) >= upload ? [] : ["takes no file of the size that one may send"]),
    ...(Number(all) >= upload && Number(member) >= upload ? [] : ["looks into a part of a file that one may send"]),
    ...(options.get("AlertExceedsMax") === "yes" ? [] : ["lets pass what it has not looked into"]),
    ...(options.get("AlertEncryptedArchive") === "yes" ? [] : ["lets pass what it cannot open"]),
  ];
}

function routersOfShards(plan: Plan): Router[] {
  return routers(plan).filter(({ shard }) => shard !== undefined && liveShards(plan).includes(shard));
}

/** What a client has scanned must go to the scanner and nowhere else, also when that is down. */
function routerFaults(plan: Plan): Remark[] {
  return routersOfShards(plan).flatMap((router) => {
    const asked = ["/_matrix/media_proxy/unstable/download_encrypted", "/_matrix/media_proxy/unstable/scan/a.b/c"];
    const lost = asked.filter(
      (path, index) =>
        targetOf(router, { host: "homeserver", method: index === 0 ? "POST" : "GET", path }) !== "content-scanner",
    );
    const backend = /^backend content-scanner\n((?: .*\n?)*)/m.exec(router.files.get("haproxy.cfg") ?? "")?.[1] ?? "";
    const servers = backend.match(/^\s*server(-template)?\s.*$/gm) ?? [];
    const others = servers.filter(
      (line) => !/\scontent-scanner\.[\w-]+\.svc\.cluster\.local:\d+/.test(line) || /\sbackup\b/.test(line),
    );
    return [
      ...lost.map((path) => remark(router.planned, "routes.map", `does not lead ${path} to the scanner.`)),
      ...(servers.length > 0 && others.length === 0
        ? []
        : [remark(router.planned, "haproxy.cfg", "gives files unscanned when the scanner is down.")]),
    ];
  });
}

export default planRule({
  id: "SCN-01",
  title: {
    fr: "Un fichier que l'antivirus n'a pas entièrement jugé est refusé",
    en: "A file that the antivirus has not wholly judged is refused",
  },
  why: "Une limite plus basse chez l'antivirus que chez le serveur laisse passer sans examen les fichiers les plus gros ; un verdict gardé trop longtemps ignore les nouvelles signatures. Règle propre.",
  remedy: "Gardez une seule taille (UPLOAD_MIB), AlertExceedsMax yes, et une mémoire bornée des verdicts.",
  severity: "high",
  controls: ["PA075:R42", "PSSIE:EXP-PROT-MALV", "SNC:12.4.a", "own"],
  looksAt:
    "every content scanner, the antivirus, the size of uploads of every homeserver, and the routers' way to the scanner",
  check: (plan) => {
    const sizes = homeservers(plan).map(({ planned, config }) => ({
      namespace: planned.object.metadata.namespace,
      size: bytes(at(config, "max_upload_size")),
    }));
    const upload = Math.max(0, ...sizes.map(({ size }) => size));
    const ownUpload = ({ planned }: Found) =>
      Math.max(
        0,
        ...sizes.filter(({ namespace }) => namespace === planned.object.metadata.namespace).map(({ size }) => size),
      );
    const [found, engines] = [scanners(plan), antiviruses(plan)];
    const shards = liveShards(plan);
    const lost = shards
      .filter(({ namespace }) => !found.some(({ planned }) => planned.object.metadata.namespace === namespace))
      .map((shard) => remarkAtShard(plan, shard, "content-scanner", "has no content scanner."));
    const none: Remark[] =
      engines.length > 0 ? [] : [remarkAtEnvironment(plan, "antivirus", "clamd.conf", "is nowhere in the plan.")];
    return {
      looked: [
        ...shards.map((shard) => subjectAtShard(plan, shard)),
        ...plannedOf([...found, ...engines, ...homeservers(plan), ...routersOfShards(plan)]),
      ],
      findings: [
        ...lost,
        ...none,
        ...found.flatMap((each) =>
          scannerFaults(plan, each, ownUpload(each)).map((fault) => remark(each.planned, each.file, `${fault}.`)),
        ),
        ...engines.flatMap(({ planned, file, options }) =>
          antivirusFaults(options, upload).map((fault) => remark(planned, file, `${fault}.`)),
        ),
        ...routerFaults(plan),
      ],
    };
  },
});
