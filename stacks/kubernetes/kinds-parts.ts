import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { z } from "zod";
import type { FrameObject } from "./objects";

/**
 * One kind that frames a tenant: how its object becomes a Terraform resource, and how the synthesised attributes of
 * that resource read back as the object. Reading is strict: an attribute that stands in no schema is an error, so that
 * nothing reaches a cluster unjudged.
 */
export interface FrameKind<O extends FrameObject> {
  readonly resource: string;
  readonly create: (scope: Construct, id: string, object: O, dependsOn: TerraformResource[]) => TerraformResource;
  readonly read: z.ZodType<O>;
}

/** Drops absent members, so that objects compare and print as they were written. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return JSON.parse(JSON.stringify(value));
}

/** Terraform would put a value in place of ${…} and %{…}: such a text is not the one that would be judged. */
export const text = z.string().refine((value) => !/[$%]\{/.test(value), "a Terraform expression or its escape");
export const map = z.record(text, text);

/** A text as Terraform takes it: it would read ${ and %{ as an expression of its own. */
export const terraformText = (content: string): string => content.replace(/([$%])\{/g, "$1$1{");

/** The text behind one that terraformText wrote; refuses a live expression. */
const literal = z
  .string()
  .refine((content) => !/(?<!\$)\$\{|(?<!%)%\{/.test(content), "a Terraform expression")
  .transform((content) => content.replace(/([$%])\1\{/g, "$1{"));

/** Files by name, whose contents may hold anything. */
export const files = z.record(text, literal);
const metadata = z
  .strictObject({
    name: text,
    namespace: text.optional(),
    labels: map.optional(),
    annotations: map.optional(),
  })
  .transform(defined);
/** What every resource may carry beside its own attributes; the provider does not send it. */
export const terraform = { "//": z.unknown().optional(), depends_on: z.array(z.string()).optional(), metadata };
