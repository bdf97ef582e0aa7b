import type { Rule } from "../rule";
import ADM01 from "./admission/ADM-01-the-cluster-refuses-what-rules-refuse";
import ADM02 from "./admission/ADM-02-data-is-not-removed";
import AUT01 from "./authentication/AUT-01-trust-rests-on-one-claim";
import AUT02 from "./authentication/AUT-02-a-level-is-asked-for";
import HA01 from "./availability/HA-01-survives-a-zone";
import HA02 from "./availability/HA-02-autoscaling-where-safe";
import QUO01 from "./availability/QUO-01-quota-holds-its-pods";
import STA01 from "./availability/STA-01-data-is-kept";
import STA02 from "./availability/STA-02-namespaces-are-not-destroyed";
import STA03 from "./availability/STA-03-kept-by-its-class";
import BCK01 from "./backups/BCK-01-daily";
import BCK02 from "./backups/BCK-02-elsewhere-and-kept";
import BCK03 from "./backups/BCK-03-encrypted-and-locked";
import BCK04 from "./backups/BCK-04-drilled";
import BCK05 from "./backups/BCK-05-media-copied";
import RST01 from "./backups/RST-01-no-archive-over-its-source";
import TRN01 from "./calls/TRN-01-relays-lead-nowhere-inside";
import CAP01 from "./capacity/CAP-01-room-to-grow";
import CAP02 from "./capacity/CAP-02-connections-fit";
import CAP03 from "./capacity/CAP-03-room-for-a-year";
import PSH01 from "./content/PSH-01-nothing-but-ids";
import SCN01 from "./content/SCN-01-refused-when-in-doubt";
import DSC01 from "./discovery/DSC-01-exclusive-and-anchored";
import DSC02 from "./discovery/DSC-02-every-host-routes-identity";
import FLT01 from "./fleet/FLT-01-convention-in-force";
import FLT02 from "./fleet/FLT-02-domains-lead-to-one-shard";
import HOM01 from "./fleet/HOM-01-homologation-in-force";
import HOM02 from "./fleet/HOM-02-what-is-deployed-holds-the-sensitivity";
import K8S01 from "./kubernetes/K8S-01-restricted-namespaces";
import K8S02 from "./kubernetes/K8S-02-not-privileged";
import K8S03 from "./kubernetes/K8S-03-no-host-namespaces";
import K8S04 from "./kubernetes/K8S-04-no-privilege-escalation";
import K8S05 from "./kubernetes/K8S-05-not-root";
import K8S06 from "./kubernetes/K8S-06-no-capabilities";
import K8S07 from "./kubernetes/K8S-07-known-volumes";
import K8S08 from "./kubernetes/K8S-08-no-host-port";
import K8S09 from "./kubernetes/K8S-09-system-calls-filtered";
import K8S10 from "./kubernetes/K8S-10-read-only-root";
import K8S11 from "./kubernetes/K8S-11-requests-and-limits";
import K8S12 from "./kubernetes/K8S-12-no-host-in-probes";
import K8S13 from "./kubernetes/K8S-13-no-api-token";
import K8S14 from "./kubernetes/K8S-14-no-wildcard-role";
import K8S15 from "./kubernetes/K8S-15-no-secrets-by-the-api";
import K8S16 from "./kubernetes/K8S-16-no-power-over-powers";
import K8S17 from "./kubernetes/K8S-17-not-in-the-default-namespace";
import K8S18 from "./kubernetes/K8S-18-secrets-as-files";
import K8S19 from "./kubernetes/K8S-19-probes";
import K8S21 from "./kubernetes/K8S-21-default-account-without-token";
import OBJ01 from "./media/OBJ-01-survives-a-zone";
import OBJ02 from "./media/OBJ-02-private";
import OBJ03 from "./media/OBJ-03-local-media-kept-up";
import FED01 from "./network/FED-01-inbound-is-the-declaration";
import NET01 from "./network/NET-01-default-deny";
import NET02 from "./network/NET-02-every-pod-selected";
import NET03 from "./network/NET-03-no-wide-egress";
import NET04 from "./network/NET-04-databases-apart";
import NET05 from "./network/NET-05-no-metadata-endpoint";
import NET06 from "./network/NET-06-no-exposed-service";
import NET07 from "./network/NET-07-nothing-internal-is-public";
import NET08 from "./network/NET-08-no-snippets";
import NET10 from "./network/NET-10-border-is-the-declaration";
import NET11 from "./network/NET-11-encrypted-between-nodes";
import NET12 from "./network/NET-12-shards-speak-through-the-border";
import LOG01 from "./operations/LOG-01-logs-arrive-and-stay";
import MON01 from "./operations/MON-01-alerts-have-runbooks";
import MON02 from "./operations/MON-02-metrics-are-read";
import PG01 from "./postgres/PG-01-three-zones";
import PG02 from "./postgres/PG-02-synchronous";
import PG03 from "./postgres/PG-03-no-superuser";
import PG04 from "./postgres/PG-04-archived-by-the-plugin";
import PG05 from "./postgres/PG-05-same-rules-as-pods";
import PG06 from "./postgres/PG-06-as-synapse-needs-it";
import PG07 from "./postgres/PG-07-failover-keeps-data";
import ESC01 from "./secrets/ESC-01-nothing-is-forgotten";
import SEC01 from "./secrets/SEC-01-no-secret-value";
import SEC03 from "./secrets/SEC-03-encrypted-volumes";
import SEC04 from "./secrets/SEC-04-no-shared-secret";
import DST01 from "./sovereignty/DST-01-destinations-explained";
import SOV01 from "./sovereignty/SOV-01-no-foreign-provider";
import SOV02 from "./sovereignty/SOV-02-in-france";
import SOV03 from "./sovereignty/SOV-03-state-kept-safely";
import SOV04 from "./sovereignty/SOV-04-transfers-declared";
import SOV05 from "./sovereignty/SOV-05-nothing-is-reported-home";
import SOV06 from "./sovereignty/SOV-06-hosted-by-the-state-or-qualified";
import SUP01 from "./supply/SUP-01-images-by-digest";
import SUP02 from "./supply/SUP-02-one-registry";
import SUP03 from "./supply/SUP-03-signatures-verified";
import SUP04 from "./supply/SUP-04-charts-pinned";
import SUP05 from "./supply/SUP-05-mended-by-their-makers";
import SYN01 from "./synapse/SYN-01-closed-federation";
import SYN02 from "./synapse/SYN-02-symmetric-whitelists";
import SYN03 from "./synapse/SYN-03-no-foreign-key-server";
import SYN04 from "./synapse/SYN-04-no-open-accounts";
import SYN05 from "./synapse/SYN-05-no-guests";
import SYN06 from "./synapse/SYN-06-federation-over-verified-tls";
import SYN07 from "./synapse/SYN-07-encrypted-by-default";
import SYN08 from "./synapse/SYN-08-nothing-leaks";
import SYN09 from "./synapse/SYN-09-no-link-is-fetched";
import SYN10 from "./synapse/SYN-10-private-ranges-refused";
import SYN11 from "./synapse/SYN-11-room-directory-closed";
import SYN12 from "./synapse/SYN-12-profiles-behind-sign-in";
import SYN13 from "./synapse/SYN-13-no-foreign-identity-server";
import SYN14 from "./synapse/SYN-14-bounded-retention";
import SYN15 from "./synapse/SYN-15-bounded-use";
import SYN16 from "./synapse/SYN-16-workers-authenticated";
import SYN17 from "./synapse/SYN-17-database-over-verified-tls";
import SYN18 from "./synapse/SYN-18-passwords";
import SYN19 from "./synapse/SYN-19-one-identity-each";
import SYN20 from "./synapse/SYN-20-only-judged-configuration";
import SYN21 from "./synapse/SYN-21-signed-in-as-declared";
import SYN22 from "./synapse/SYN-22-processes-as-named";
import SYN23 from "./synapse/SYN-23-known-modules";
import PLN01 from "./terraform/PLN-01-everything-is-rendered";
import PLN02 from "./terraform/PLN-02-one-owner-each";
import TFM01 from "./terraform/TFM-01-pinned-and-locked";
import TLS01 from "./tls/TLS-01-public-routes-are-tls";
import TLS02 from "./tls/TLS-02-at-least-1-2";
import TLS03 from "./tls/TLS-03-ecdhe-and-aead";
import TLS04 from "./tls/TLS-04-keys-and-lifetimes";
import TLS05 from "./tls/TLS-05-one-certificate-a-host";
import TLS08 from "./tls/TLS-08-authority-qualified-and-european";
import WIR01 from "./wiring/WIR-01-references-lead-somewhere";
import WIR02 from "./wiring/WIR-02-targets-exist";
import WIR03 from "./wiring/WIR-03-named-hosts-exist";
import WIR04 from "./wiring/WIR-04-mounted-files-are-used";
import WIR05 from "./wiring/WIR-05-named-paths-are-mounted";
import WIR06 from "./wiring/WIR-06-selectors-match-one";
import WIR07 from "./wiring/WIR-07-nothing-is-idle";
import WIR08 from "./wiring/WIR-08-named-hosts-are-reached";
import WIR09 from "./wiring/WIR-09-the-public-arrives";

/** Every rule, in the order in which reports show them. */
export const RULES: readonly Rule[] = [
  ADM01,
  ADM02,
  AUT01,
  AUT02,
  BCK01,
  BCK02,
  BCK03,
  BCK04,
  BCK05,
  CAP01,
  CAP02,
  CAP03,
  DSC01,
  DSC02,
  DST01,
  ESC01,
  FED01,
  FLT01,
  FLT02,
  HA01,
  HA02,
  HOM01,
  HOM02,
  K8S01,
  K8S02,
  K8S03,
  K8S04,
  K8S05,
  K8S06,
  K8S07,
  K8S08,
  K8S09,
  K8S10,
  K8S11,
  K8S12,
  K8S13,
  K8S14,
  K8S15,
  K8S16,
  K8S17,
  K8S18,
  K8S19,
  K8S21,
  LOG01,
  MON01,
  MON02,
  NET01,
  NET02,
  NET03,
  NET04,
  NET05,
  NET06,
  NET07,
  NET08,
  NET10,
  NET11,
  NET12,
  OBJ01,
  OBJ02,
  OBJ03,
  PG01,
  PG02,
  PG03,
  PG04,
  PG05,
  PG06,
  PG07,
  PLN01,
  PLN02,
  PSH01,
  QUO01,
  RST01,
  SCN01,
  SEC01,
  SEC03,
  SEC04,
  SOV01,
  SOV02,
  SOV03,
  SOV04,
  SOV05,
  SOV06,
  STA01,
  STA02,
  STA03,
  SUP01,
  SUP02,
  SUP03,
  SUP04,
  SUP05,
  SYN01,
  SYN02,
  SYN03,
  SYN04,
  SYN05,
  SYN06,
  SYN07,
  SYN08,
  SYN09,
  SYN10,
  SYN11,
  SYN12,
  SYN13,
  SYN14,
  SYN15,
  SYN16,
  SYN17,
  SYN18,
  SYN19,
  SYN20,
  SYN21,
  SYN22,
  SYN23,
  TFM01,
  TLS01,
  TLS02,
  TLS03,
  TLS04,
  TLS05,
  TLS08,
  TRN01,
  WIR01,
  WIR02,
  WIR03,
  WIR04,
  WIR05,
  WIR06,
  WIR07,
  WIR08,
  WIR09,
];
