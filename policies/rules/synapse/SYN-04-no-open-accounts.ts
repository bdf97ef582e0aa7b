import { planRule } from "../../rule";
import { checkSettings } from "./settings";

export default planRule({
  id: "SYN-04",
  title: { fr: "Ni inscription libre ni invités anonymes", en: "No open registration and no anonymous guests" },
  why: "Un compte s'ouvre par l'identité de l'agent ou par invitation, jamais par simple formulaire.",
  remedy:
    "Dans stacks/homeserver/config.ts, laissez enable_registration, allow_guest_access et turn_allow_guests à false.",
  severity: "critical",
  controls: ["PSSIE:EXP-ID-AUTH"],
  waivable: false,
  looksAt: "registration, guest and TURN guest settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      { field: "enable_registration", right: (value) => value === undefined || value === false, must: "false" },
      { field: "allow_guest_access", right: (value) => value === undefined || value === false, must: "false" },
      // Synapse's default is true.
      { field: "turn_allow_guests", right: (value) => value === false, must: "false" },
    ]),
});
