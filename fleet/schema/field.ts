import { z } from "zod";

/** What an editor shows for one field, and what an error message offers as a model. */
export interface FieldHelp {
  readonly title: string;
  readonly description: string;
  /** Unit of a number. */
  readonly unit?: string;
  readonly example: unknown;
}

/** Attaches title, description, unit and example to a schema; they carry over into the JSON Schema. */
export function field<T extends z.ZodType>(schema: T, help: FieldHelp): T {
  const description = help.unit ? `${help.description} Unit: ${help.unit}.` : help.description;
  return schema.meta({ title: help.title, description, examples: [help.example] });
}

/** A check that knows what to write instead: returns undefined when the value is right. */
export type Check<T> = (value: T) => { readonly wrong: string; readonly write: string } | undefined;

/** Adds a check whose answer reaches the person as "what is wrong" and "what to write". */
export function checked<T extends z.ZodType>(schema: T, check: Check<z.output<T>>): T {
  return schema.superRefine((value, context) => {
    const answer = check(value);
    if (answer) context.addIssue({ code: "custom", message: answer.wrong, params: { write: answer.write } });
  });
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a `YYYY-MM-DD` that exists in the calendar. */
export function isCalendarDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

export const text = () =>
  checked(z.string(), (value) =>
    value.trim() === "" || value !== value.trim()
      ? { wrong: "Must be a text without leading or trailing space.", write: "Write the text itself." }
      : /[^\P{Cc}\n]|\p{Cf}/u.test(value)
        ? { wrong: "There is an invisible character in it.", write: "Write the text without escapes." }
        : undefined,
  );

export const date = () =>
  checked(z.string(), (value) =>
    isCalendarDate(value)
      ? undefined
      : { wrong: `${value} is not a date of the calendar.`, write: "Write YYYY-MM-DD, for example 2027-06-30." },
  );

const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** True for `YYYY-MM-DDThh:mm:ssZ` on a day of the calendar. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && isCalendarDate(text.slice(0, 10));
}

/** An instant in UTC, to the second. */
export const instant = () =>
  checked(z.string(), (value) =>
    isInstant(value)
      ? undefined
      : { wrong: `${value} is not an instant in UTC.`, write: "Write YYYY-MM-DDThh:mm:ssZ, 2027-03-09T08:41:00Z." },
  );

/** A whole number between two bounds, both included. */
export const whole = (least: number, most: number) => z.number().int().min(least).max(most);

const KUBERNETES_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A DNS label of at most `longest` characters, for names that become Kubernetes objects. */
export const label = (longest = 40) =>
  checked(z.string(), (value) =>
    KUBERNETES_NAME.test(value) && value.length <= longest
      ? undefined
      : {
          wrong: `${JSON.stringify(value)} is not a name that Kubernetes takes.`,
          write: `Write at most ${longest} lower-case letters, digits and hyphens, beginning and ending with a letter or digit.`,
        },
  );

const EMAIL = /^[^\s@<>"(),:;\\]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

export const email = () =>
  checked(z.string(), (value) =>
    EMAIL.test(value)
      ? undefined
      : { wrong: `${JSON.stringify(value)} is not an e-mail address.`, write: "Write one address, name@domain." },
  );

/** The source of a figure or choice; what is ours begins with "assumption". */
export const source = () =>
  field(text(), {
    title: "Source",
    description: "Where this comes from; begins with `assumption` when it is ours and no public source says it.",
    example: "assumption: not public",
  });
