import type { RuleCase } from "../rule-case";
import * as ADM01 from "./admission/ADM-01-the-cluster-refuses-what-rules-refuse";
import * as ADM02 from "./admission/ADM-02-data-is-not-removed";
import * as AUT01 from "./authentication/AUT-01-trust-rests-on-one-claim";
import * as AUT02 from "./authentication/AUT-02-a-level-is-asked-for";
import * as HA01 from "./availability/HA-01-survives-a-zone";
import * as HA02 from "./availability/HA-02-autoscaling-where-safe";
import * as QUO01 from "./availability/QUO-01-quota-holds-its-pods";
import * as STA01 from "./availability/STA-01-data-is-kept";
import * as STA02 from "./availability/STA-02-namespaces-are-not-destroyed";
import * as STA03 from "./availability/STA-03-kept-by-its-class";
import * as BCK01 from "./backups/BCK-01-daily";
import * as BCK02 from "./backups/BCK-02-elsewhere-and-kept";
import * as BCK03 from "./backups/BCK-03-encrypted-and-locked";
import * as BCK04 from "./backups/BCK-04-drilled";
import * as BCK05 from "./backups/BCK-05-media-copied";
import * as RST01 from "./backups/RST-01-no-archive-over-its-source";
import * as TRN01 from "./calls/TRN-01-relays-lead-nowhere-inside";
import * as CAP01 from "./capacity/CAP-01-room-to-grow";
import * as CAP02 from "./capacity/CAP-02-connections-fit";
import * as CAP03 from "./capacity/CAP-03-room-for-a-year";
import * as PSH01 from "./content/PSH-01-nothing-but-ids";
import * as SCN01 from "./content/SCN-01-refused-when-in-doubt";
import * as DSC01 from "./discovery/DSC-01-exclusive-and-anchored";
import * as DSC02 from "./discovery/DSC-02-every-host-routes-identity";
import * as FLT01 from "./fleet/FLT-01-convention-in-force";
import * as FLT02 from "./fleet/FLT-02-domains-lead-to-one-shard";
import * as HOM01 from "./fleet/HOM-01-homologation-in-force";
import * as HOM02 from "./fleet/HOM-02-what-is-deployed-holds-the-sensitivity";
import * as K8S01 from "./kubernetes/K8S-01-restricted-namespaces";
import * as K8S02 from "./kubernetes/K8S-02-not-privileged";
import * as K8S03 from "./kubernetes/K8S-03-no-host-namespaces";
import * as K8S04 from "./kubernetes/K8S-04-no-privilege-escalation";
import * as K8S05 from "./kubernetes/K8S-05-not-root";
import * as K8S06 from "./kubernetes/K8S-06-no-capabilities";
import * as K8S07 from "./kubernetes/K8S-07-known-volumes";
import * as K8S08 from "./kubernetes/K8S-08-no-host-port";
import * as K8S09 from "./kubernetes/K8S-09-system-calls-filtered";
import * as K8S10 from "./kubernetes/K8S-10-read-only-root";
import * as K8S11 from "./kubernetes/K8S-11-requests-and-limits";
import * as K8S12 from "./kubernetes/K8S-12-no-host-in-probes";
import * as K8S13 from "./kubernetes/K8S-13-no-api-token";
import * as K8S14 from "./kubernetes/K8S-14-no-wildcard-role";
import * as K8S15 from "./kubernetes/K8S-15-no-secrets-by-the-api";
import * as K8S16 from "./kubernetes/K8S-16-no-power-over-powers";
import * as K8S17 from "./kubernetes/K8S-17-not-in-the-default-namespace";
import * as K8S18 from "./kubernetes/K8S-18-secrets-as-files";
import * as K8S19 from "./kubernetes/K8S-19-probes";
import * as K8S21 from "./kubernetes/K8S-21-default-account-without-token";
import * as OBJ01 from "./media/OBJ-01-survives-a-zone";
import * as OBJ02 from "./media/OBJ-02-private";
import * as OBJ03 from "./media/OBJ-03-local-media-kept-up";
import * as FED01 from "./network/FED-01-inbound-is-the-declaration";
import * as NET01 from "./network/NET-01-default-deny";
import * as NET02 from "./network/NET-02-every-pod-selected";
import * as NET03 from "./network/NET-03-no-wide-egress";
import * as NET04 from "./network/NET-04-databases-apart";
import * as NET05 from "./network/NET-05-no-metadata-endpoint";
import * as NET06 from "./network/NET-06-no-exposed-service";
import * as NET07 from "./network/NET-07-nothing-internal-is-public";
import * as NET08 from "./network/NET-08-no-snippets";
import * as NET10 from "./network/NET-10-border-is-the-declaration";
import * as NET11 from "./network/NET-11-encrypted-between-nodes";
import * as NET12 from "./network/NET-12-shards-speak-through-the-border";
import * as LOG01 from "./operations/LOG-01-logs-arrive-and-stay";
import * as MON01 from "./operations/MON-01-alerts-have-runbooks";
import * as MON02 from "./operations/MON-02-metrics-are-read";
import * as PG01 from "./postgres/PG-01-three-zones";
import * as PG02 from "./postgres/PG-02-synchronous";
import * as PG03 from "./postgres/PG-03-no-superuser";
import * as PG04 from "./postgres/PG-04-archived-by-the-plugin";
import * as PG05 from "./postgres/PG-05-same-rules-as-pods";
import * as PG06 from "./postgres/PG-06-as-synapse-needs-it";
import * as PG07 from "./postgres/PG-07-failover-keeps-data";
import * as ESC01 from "./secrets/ESC-01-nothing-is-forgotten";
import * as SEC01 from "./secrets/SEC-01-no-secret-value";
import * as SEC03 from "./secrets/SEC-03-encrypted-volumes";
import * as SEC04 from "./secrets/SEC-04-no-shared-secret";
import * as DST01 from "./sovereignty/DST-01-destinations-explained";
import * as SOV01 from "./sovereignty/SOV-01-no-foreign-provider";
import * as SOV02 from "./sovereignty/SOV-02-in-france";
import * as SOV03 from "./sovereignty/SOV-03-state-kept-safely";
import * as SOV04 from "./sovereignty/SOV-04-transfers-declared";
import * as SOV05 from "./sovereignty/SOV-05-nothing-is-reported-home";
import * as SOV06 from "./sovereignty/SOV-06-hosted-by-the-state-or-qualified";
import * as SUP01 from "./supply/SUP-01-images-by-digest";
import * as SUP02 from "./supply/SUP-02-one-registry";
import * as SUP03 from "./supply/SUP-03-signatures-verified";
import * as SUP04 from "./supply/SUP-04-charts-pinned";
import * as SUP05 from "./supply/SUP-05-mended-by-their-makers";
import * as SYN01 from "./synapse/SYN-01-closed-federation";
import * as SYN02 from "./synapse/SYN-02-symmetric-whitelists";
import * as SYN03 from "./synapse/SYN-03-no-foreign-key-server";
import * as SYN04 from "./synapse/SYN-04-no-open-accounts";
import * as SYN05 from "./synapse/SYN-05-no-guests";
import * as SYN06 from "./synapse/SYN-06-federation-over-verified-tls";
import * as SYN07 from "./synapse/SYN-07-encrypted-by-default";
import * as SYN08 from "./synapse/SYN-08-nothing-leaks";
import * as SYN09 from "./synapse/SYN-09-no-link-is-fetched";
import * as SYN10 from "./synapse/SYN-10-private-ranges-refused";
import * as SYN11 from "./synapse/SYN-11-room-directory-closed";
import * as SYN12 from "./synapse/SYN-12-profiles-behind-sign-in";
import * as SYN13 from "./synapse/SYN-13-no-foreign-identity-server";
import * as SYN14 from "./synapse/SYN-14-bounded-retention";
import * as SYN15 from "./synapse/SYN-15-bounded-use";
import * as SYN16 from "./synapse/SYN-16-workers-authenticated";
import * as SYN17 from "./synapse/SYN-17-database-over-verified-tls";
import * as SYN18 from "./synapse/SYN-18-passwords";
import * as SYN19 from "./synapse/SYN-19-one-identity-each";
import * as SYN20 from "./synapse/SYN-20-only-judged-configuration";
import * as SYN21 from "./synapse/SYN-21-signed-in-as-declared";
import * as SYN22 from "./synapse/SYN-22-processes-as-named";
import * as SYN23 from "./synapse/SYN-23-known-modules";
import * as PLN01 from "./terraform/PLN-01-everything-is-rendered";
import * as PLN02 from "./terraform/PLN-02-one-owner-each";
import * as TFM01 from "./terraform/TFM-01-pinned-and-locked";
import * as TLS01 from "./tls/TLS-01-public-routes-are-tls";
import * as TLS02 from "./tls/TLS-02-at-least-1-2";
import * as TLS03 from "./tls/TLS-03-ecdhe-and-aead";
import * as TLS04 from "./tls/TLS-04-keys-and-lifetimes";
import * as TLS05 from "./tls/TLS-05-one-certificate-a-host";
import * as TLS08 from "./tls/TLS-08-authority-qualified-and-european";
import * as WIR01 from "./wiring/WIR-01-references-lead-somewhere";
import * as WIR02 from "./wiring/WIR-02-targets-exist";
import * as WIR03 from "./wiring/WIR-03-named-hosts-exist";
import * as WIR04 from "./wiring/WIR-04-mounted-files-are-used";
import * as WIR05 from "./wiring/WIR-05-named-paths-are-mounted";
import * as WIR06 from "./wiring/WIR-06-selectors-match-one";
import * as WIR07 from "./wiring/WIR-07-nothing-is-idle";
import * as WIR08 from "./wiring/WIR-08-named-hosts-are-reached";
import * as WIR09 from "./wiring/WIR-09-the-public-arrives";

/** The case of every rule, by its id. */
export const CASES: Readonly<Record<string, RuleCase>> = {
  "ADM-01": ADM01,
  "ADM-02": ADM02,
  "AUT-01": AUT01,
  "AUT-02": AUT02,
  "BCK-01": BCK01,
  "BCK-02": BCK02,
  "BCK-03": BCK03,
  "BCK-04": BCK04,
  "BCK-05": BCK05,
  "CAP-01": CAP01,
  "CAP-02": CAP02,
  "CAP-03": CAP03,
  "DSC-01": DSC01,
  "DSC-02": DSC02,
  "DST-01": DST01,
  "ESC-01": ESC01,
  "FED-01": FED01,
  "FLT-01": FLT01,
  "FLT-02": FLT02,
  "HA-01": HA01,
  "HA-02": HA02,
  "HOM-01": HOM01,
  "HOM-02": HOM02,
  "K8S-01": K8S01,
  "K8S-02": K8S02,
  "K8S-03": K8S03,
  "K8S-04": K8S04,
  "K8S-05": K8S05,
  "K8S-06": K8S06,
  "K8S-07": K8S07,
  "K8S-08": K8S08,
  "K8S-09": K8S09,
  "K8S-10": K8S10,
  "K8S-11": K8S11,
  "K8S-12": K8S12,
  "K8S-13": K8S13,
  "K8S-14": K8S14,
  "K8S-15": K8S15,
  "K8S-16": K8S16,
  "K8S-17": K8S17,
  "K8S-18": K8S18,
  "K8S-19": K8S19,
  "K8S-21": K8S21,
  "LOG-01": LOG01,
  "MON-01": MON01,
  "MON-02": MON02,
  "NET-01": NET01,
  "NET-02": NET02,
  "NET-03": NET03,
  "NET-04": NET04,
  "NET-05": NET05,
  "NET-06": NET06,
  "NET-07": NET07,
  "NET-08": NET08,
  "NET-10": NET10,
  "NET-11": NET11,
  "NET-12": NET12,
  "OBJ-01": OBJ01,
  "OBJ-02": OBJ02,
  "OBJ-03": OBJ03,
  "PG-01": PG01,
  "PG-02": PG02,
  "PG-03": PG03,
  "PG-04": PG04,
  "PG-05": PG05,
  "PG-06": PG06,
  "PG-07": PG07,
  "PLN-01": PLN01,
  "PLN-02": PLN02,
  "PSH-01": PSH01,
  "QUO-01": QUO01,
  "RST-01": RST01,
  "SCN-01": SCN01,
  "SEC-01": SEC01,
  "SEC-03": SEC03,
  "SEC-04": SEC04,
  "SOV-01": SOV01,
  "SOV-02": SOV02,
  "SOV-03": SOV03,
  "SOV-04": SOV04,
  "SOV-05": SOV05,
  "SOV-06": SOV06,
  "STA-01": STA01,
  "STA-02": STA02,
  "STA-03": STA03,
  "SUP-01": SUP01,
  "SUP-02": SUP02,
  "SUP-03": SUP03,
  "SUP-04": SUP04,
  "SUP-05": SUP05,
  "SYN-01": SYN01,
  "SYN-02": SYN02,
  "SYN-03": SYN03,
  "SYN-04": SYN04,
  "SYN-05": SYN05,
  "SYN-06": SYN06,
  "SYN-07": SYN07,
  "SYN-08": SYN08,
  "SYN-09": SYN09,
  "SYN-10": SYN10,
  "SYN-11": SYN11,
  "SYN-12": SYN12,
  "SYN-13": SYN13,
  "SYN-14": SYN14,
  "SYN-15": SYN15,
  "SYN-16": SYN16,
  "SYN-17": SYN17,
  "SYN-18": SYN18,
  "SYN-19": SYN19,
  "SYN-20": SYN20,
  "SYN-21": SYN21,
  "SYN-22": SYN22,
  "SYN-23": SYN23,
  "TFM-01": TFM01,
  "TLS-01": TLS01,
  "TLS-02": TLS02,
  "TLS-03": TLS03,
  "TLS-04": TLS04,
  "TLS-05": TLS05,
  "TLS-08": TLS08,
  "TRN-01": TRN01,
  "WIR-01": WIR01,
  "WIR-02": WIR02,
  "WIR-03": WIR03,
  "WIR-04": WIR04,
  "WIR-05": WIR05,
  "WIR-06": WIR06,
  "WIR-07": WIR07,
  "WIR-08": WIR08,
  "WIR-09": WIR09,
};
