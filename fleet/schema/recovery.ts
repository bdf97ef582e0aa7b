import { z } from "zod";
import { field, text, whole } from "./field";
import { sourced } from "./parts";

export const restore = field(
  sourced({
    rtoMinutes: field(whole(1, 2880), {
      title: "Recovery time",
      description: "In how long a shard's database must be restored and checked.",
      unit: "minutes",
      example: 120,
    }),
    rpoMinutes: field(whole(1, 1440), {
      title: "Recovery point",
      description: "How much of the newest a restore from the other site may lack.",
      unit: "minutes",
      example: 5,
    }),
    drillEveryDays: field(whole(1, 31), {
      title: "Drill",
      description: "How often one shard is restored as an exercise, the one least recently restored first.",
      unit: "days",
      example: 7,
    }),
  }),
  {
    title: "Restore objectives",
    description: "What a restore must achieve, and how often it is tried.",
    example: { rtoMinutes: 120, rpoMinutes: 5, drillEveryDays: 7 },
  },
);

export const escrow = field(
  sourced({
    place: field(text(), {
      title: "Place",
      description: "Where the values are kept that a restore cannot do without; outside the cluster and its site.",
      example: "safe of the RSSI, sealed envelope and age-encrypted file",
    }),
    custodians: field(z.array(text()).min(2), {
      title: "Custodians",
      description: "Functions of those who can open it; two at least, so that one who leaves locks nobody out.",
      example: ["RSSI", "exploitation lead"],
    }),
  }),
  {
    title: "Escrow",
    description: "Where keys are kept without which a backup is worthless.",
    example: { place: "safe of the RSSI", custodians: ["RSSI", "exploitation lead"] },
  },
);
