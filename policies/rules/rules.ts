import type { Rule } from "../rule";
import HA01 from "./availability/HA-01-survives-a-zone";
import QUO01 from "./availability/QUO-01-quota-holds-its-pods";
import STA01 from "./availability/STA-01-data-is-kept";
import STA02 from "./availability/STA-02-namespaces-are-not-destroyed";
import FLT01 from "./fleet/FLT-01-convention-in-force";
import FLT02 from "./fleet/FLT-02-domains-lead-to-one-shard";
import HOM01 from "./fleet/HOM-01-homologation-in-force";
import SOV02 from "./fleet/SOV-02-in-france";
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
import K8S13 from "./kubernetes/K8S-13-no-api-token";
import K8S18 from "./kubernetes/K8S-18-secrets-as-files";
import NET01 from "./network/NET-01-default-deny";
import NET02 from "./network/NET-02-every-pod-selected";
import NET04 from "./network/NET-04-databases-apart";
import NET05 from "./network/NET-05-no-metadata-endpoint";
import NET06 from "./network/NET-06-no-exposed-service";
import NET10 from "./network/NET-10-border-is-the-declaration";
import PG01 from "./postgres/PG-01-three-zones";
import PG02 from "./postgres/PG-02-synchronous";
import PG03 from "./postgres/PG-03-no-superuser";
import PG05 from "./postgres/PG-05-same-rules-as-pods";
import SEC01 from "./secrets/SEC-01-no-secret-value";
import SEC03 from "./secrets/SEC-03-encrypted-volumes";
import SEC04 from "./secrets/SEC-04-no-shared-secret";
import SUP01 from "./supply/SUP-01-images-by-digest";
import SUP02 from "./supply/SUP-02-one-registry";
import SYN01 from "./synapse/SYN-01-closed-federation";
import SYN02 from "./synapse/SYN-02-symmetric-whitelists";
import SYN04 from "./synapse/SYN-04-no-open-accounts";
import SYN06 from "./synapse/SYN-06-federation-over-verified-tls";
import SYN08 from "./synapse/SYN-08-nothing-leaks";
import SYN17 from "./synapse/SYN-17-database-over-verified-tls";
import SYN19 from "./synapse/SYN-19-one-identity-each";
import SYN20 from "./synapse/SYN-20-only-judged-configuration";
import PLN01 from "./terraform/PLN-01-everything-is-rendered";
import PLN02 from "./terraform/PLN-02-one-owner-each";
import TFM01 from "./terraform/TFM-01-pinned-and-locked";

/** Every rule, in the order in which reports show them. */
export const RULES: readonly Rule[] = [
  FLT01,
  FLT02,
  HA01,
  HOM01,
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
  K8S13,
  K8S18,
  NET01,
  NET02,
  NET04,
  NET05,
  NET06,
  NET10,
  PG01,
  PG02,
  PG03,
  PG05,
  PLN01,
  PLN02,
  QUO01,
  SEC01,
  SEC03,
  SEC04,
  SOV02,
  STA01,
  STA02,
  SUP01,
  SUP02,
  SYN01,
  SYN02,
  SYN04,
  SYN06,
  SYN08,
  SYN17,
  SYN19,
  SYN20,
  TFM01,
];
