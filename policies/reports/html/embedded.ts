import { strToU8, zlibSync } from "fflate";
import type { Position } from "../../../fleet/mistakes";
import type { Subject } from "../../rule";
import type { Context } from "./context";

/** Texts that come again and again, each once, by number. */
class Numbered {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.numbers.get(text) ?? this.texts.push(text) - 1;
    this.numbers.set(text, known);
    return known;
  }
}

/**
 * What the page draws only when it is asked for, as page/data.ts reads it: objects with their places, and what each
 * rule looked at. zlib by fflate, whose bytes are the same on any machine (Node's own differ by build), in base64:
 * prod's 5 MB become 0.35. Level 4 takes two thirds of the default's time for a sixth more.
 */
export function embeddedData({ report, objects, objectOf }: Context): string {
  const texts = new Numbered();
  const at = ({ file, line }: Position) => [texts.of(file), line];
  const perimeter = (name: string | undefined) => (name === undefined ? -1 : texts.of(name));
  const data = {
    objects: objects.map((each) => [
      texts.of(each.stack),
      texts.of(each.release),
      texts.of(each.template),
      perimeter(each.perimeter),
      ...at(each.at),
      each.object,
    ]),
    rules: Object.fromEntries(
      report.rules.map(({ id, subjects }) => {
        const numbers = subjects.map(objectOf);
        const others = subjects.filter((_, index) => numbers[index] === undefined);
        return [
          id,
          {
            objects: steps(numbers.flatMap((number) => number ?? [])),
            others: others.map((subject: Subject) => [subject.object, perimeter(subject.perimeter), ...at(subject.at)]),
          },
        ];
      }),
    ),
  };
  const whole = JSON.stringify({ ...data, texts: texts.texts });
  return Buffer.from(zlibSync(strToU8(whole), { level: 4, mem: 8 })).toString("base64");
}

/** Ascending numbers, each as its distance from the one before: neighbours repeat, and compress. */
function steps(numbers: readonly number[]): number[] {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.map((number, index) => number - (sorted[index - 1] ?? 0));
}
