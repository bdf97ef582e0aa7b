import { planRule } from "../../rule";
import { checkSettings, isOff } from "./settings";

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
      { field: "enable_registration", right: isOff, must: "false" },
      { field: "enable_registration_without_verification", right: isOff, must: "false" },
      { field: "registration_shared_secret", right: (value) => value === undefined, must: "absent" },
      { field: "allow_guest_access", right: isOff, must: "false" },
      // Synapse's default is true.
      { field: "turn_allow_guests", right: (value) => value === false, must: "false" },
    ]),
});
