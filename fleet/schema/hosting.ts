import { z } from "zod";
import { date, field, text } from "./field";
import { country, sourced } from "./parts";

const host = {
  by: field(z.enum(["state", "secnumcloud", "other"]), {
    title: "By",
    description:
      "`state`: a cloud of the State's own. `secnumcloud`: a provider qualified by ANSSI. `other`: neither (circulaire 6404/SG).",
    example: "state",
  }),
  qualification: field(
    z
      .strictObject({
        reference: field(text(), {
          title: "Reference",
          description: "The service as ANSSI's catalogue of qualified providers names it.",
          example: "service and number in ANSSI's catalogue",
        }),
        endsOn: field(date(), {
          title: "Ends on",
          description: "Last day of the qualification.",
          example: "2028-06-30",
        }),
      })
      .optional(),
    {
      title: "Qualification",
      description: "Of a provider that ANSSI qualified; absent for a cloud of the State's own.",
      example: { reference: "service and number in ANSSI's catalogue", endsOn: "2028-06-30" },
    },
  ),
};

const kept = (description: string) =>
  field(z.strictObject(host), { title: "Host", description, example: { by: "state" } });

const placed = (description: string) =>
  field(z.strictObject({ ...host, country: country() }), {
    title: "Host",
    description,
    example: { by: "state", country: "FR" },
  });

/** Who has the machines; the country of what declares its own stands there. */
export const hosting = field(
  sourced({
    cluster: placed("Of the Kubernetes cluster."),
    registry: placed("Of the registry."),
    stateBackend: kept("Of Terraform's state."),
    backup: kept("Of the backup store."),
    mediaCopy: kept("Of the second site's media store."),
    logs: kept("Of the store of logs."),
  }).optional(),
  {
    title: "Hosting",
    description: "Who has the machines that data are on. Default: not declared, which rule SOV-06 objects to.",
    example: { cluster: { by: "state", country: "FR" }, registry: { by: "state", country: "FR" } },
  },
);
