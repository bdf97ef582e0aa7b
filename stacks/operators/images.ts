import type { Fleet, Image } from "../../fleet/fleet";

/** An image as charts of others take it apart: the tag keeps the digest, which then decides. */
interface Parts {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** Takes a reference of the environment's registry apart, `<registry>/<repository>:<tag>[@<digest>]`. */
export function imageParts({ registry }: Pick<Fleet, "registry">, { reference }: Pick<Image, "reference">): Parts {
  const path = reference.slice(registry.length + 1);
  const colon = path.indexOf(":");
  return { registry, repository: path.slice(0, colon), tag: path.slice(colon + 1) };
}
