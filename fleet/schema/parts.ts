import { z } from "zod";
import { checked, field, source, whole } from "./field";

/** An https address with host and optional path. */
export const https = () =>
  checked(z.string(), (value) =>
    /^https:\/\/[a-z0-9.-]+(:\d+)?(\/\S*)?$/.test(value)
      ? undefined
      : { wrong: `${JSON.stringify(value)} is not an https address.`, write: "Write https://host/path." },
  );

/** A TCP port. */
export const port = (description: string, example: number) =>
  field(whole(1, 65_535), { title: "Port", description, unit: "TCP port", example });

/** The country in which something stands. */
export const country = () =>
  field(
    checked(z.string(), (value) =>
      /^[A-Z]{2}$/.test(value)
        ? undefined
        : { wrong: `${value} is not a country code.`, write: "Write two capitals, FR." },
    ),
    { title: "Country", description: "Where it stands, ISO 3166-1 alpha-2.", example: "FR" },
  );

/** An object whose choices have one source. */
export const sourced = <T extends z.ZodRawShape>(shape: T) => z.strictObject({ ...shape, source: source() });
