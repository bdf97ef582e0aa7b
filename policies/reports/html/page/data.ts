/** What the page holds compressed, as embedded.ts writes it; numbers of `texts`, -1 for no perimeter. */
interface Data {
  readonly texts: readonly string[];
  /** Stack, release, template, perimeter, file, line, object. */
  readonly objects: readonly (readonly [number, number, number, number, number, number, PageObject])[];
  readonly rules: Readonly<
    Record<
      string,
      {
        /** Numbers of objects, each as its distance from the one before. */
        readonly objects: readonly number[];
        /** Name, perimeter, file, line. */
        readonly others: readonly (readonly [string, number, number, number])[];
      }
    >
  >;
}

interface PageObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Something that a rule looked at, and where the environment declares it. */
export interface Seen {
  readonly name: string;
  readonly perimeter: string | undefined;
  readonly place: string;
  /** Its number among the objects of the plan, where it is one. */
  readonly number: number | undefined;
}

/** An object of the plan with where it comes from. */
export interface SeenObject extends Seen {
  readonly stack: string;
  readonly release: string;
  readonly template: string;
  readonly object: PageObject;
}

/** Reads what the page holds. */
export class Library {
  private readonly data: Data;

  constructor(json: string) {
    this.data = JSON.parse(json);
  }

  private text(number: number): string {
    return this.data.texts[number] ?? "";
  }

  private perimeter(number: number): string | undefined {
    return number < 0 ? undefined : this.text(number);
  }

  /** The object of a number; undefined where there is none. */
  object(number: number): SeenObject | undefined {
    const found = this.data.objects[number];
    if (found === undefined) return undefined;
    const [stack, release, template, perimeter, file, line, object] = found;
    const { kind, metadata } = object;
    return {
      name: [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join("/"),
      perimeter: this.perimeter(perimeter),
      place: `${this.text(file)}:${line}`,
      number,
      stack: this.text(stack),
      release: this.text(release),
      template: this.text(template),
      object,
    };
  }

  /** What a rule looked at, by perimeter, what all share at the end. */
  lookedAt(rule: string): ReadonlyMap<string | undefined, readonly Seen[]> {
    const { objects, others } = this.data.rules[rule] ?? { objects: [], others: [] };
    let number = 0;
    const seen: Seen[] = [];
    for (const step of objects) {
      number += step;
      const object = this.object(number);
      if (object !== undefined) seen.push(object);
    }
    for (const [name, perimeter, file, line] of others)
      seen.push({ name, perimeter: this.perimeter(perimeter), place: `${this.text(file)}:${line}`, number: undefined });
    const groups = new Map<string | undefined, Seen[]>();
    for (const each of seen) {
      const known = groups.get(each.perimeter);
      if (known === undefined) groups.set(each.perimeter, [each]);
      else known.push(each);
    }
    const last = "\uffff";
    return new Map([...groups].sort(([a], [b]) => ((a ?? last) < (b ?? last) ? -1 : 1)));
  }
}
