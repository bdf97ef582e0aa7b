import { unzlibSync } from "fflate";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { Library } from "../../../../policies/reports/html/page/data";

type Node = DefaultTreeAdapterTypes.Node;

export type Element = DefaultTreeAdapterTypes.Element;

/** A page as a browser reads it, which runs no script. */
export class Page {
  private readonly root: Node;

  constructor(readonly text: string) {
    // `noscript` is read as the elements that it holds only where scripting is off.
    this.root = parse(text, { scriptingEnabled: false });
  }

  /** Every element, in the order of the document. */
  all(name?: string): Element[] {
    return elementsOf(this.root).filter(({ tagName }) => name === undefined || tagName === name);
  }

  /** The element of an id; throws for none. */
  byId(id: string): Element {
    const found = this.all().find((element) => attribute(element, "id") === id);
    if (found === undefined) throw new Error(`no element has the id ${id}`);
    return found;
  }

  /** What the page holds compressed. */
  library(): Library {
    const packed = Buffer.from(textOf(this.byId("data")), "base64");
    return new Library(Buffer.from(unzlibSync(packed)).toString("utf8"));
  }
}

/** Every element below a node. */
export function elementsOf(node: Node): Element[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return children.flatMap((child) => ["tagName" in child ? [child] : [], elementsOf(child)].flat());
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((each) => each.name === name)?.value;
}

/** All text in a node. */
export function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}
