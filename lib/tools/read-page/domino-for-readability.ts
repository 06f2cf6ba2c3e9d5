/** Owns: what Readability takes for granted in a DOM and domino has not, or has at the square of the cost. Once per thread. */
import { descendants, isElement, isText, nameOf } from "./walk.ts";

let isDone = false;

export function fitDomino(document: Document): void {
  if (isDone) return;
  isDone = true;
  const element = document.createElement("x");
  // Readability goes through lists with `for … of`.
  const lists = Object.getPrototypeOf(element.getElementsByTagName("x"));
  Object.defineProperty(lists, Symbol.iterator, { value: Array.prototype[Symbol.iterator] });
  // Domino turns an element's linked children into an array when first asked for `childNodes`, and from then on removes each
  // by searching and splicing: 5000 empty paragraphs take four seconds. A list made anew leaves the links as they are, and
  // asks that nothing takes it once for each child, as domino's own `textContent` and its sorting of what it selects do.
  // Its `children` have at a number what was there when they were last counted, of which a moved element is a part.
  const elements = prototypeBelow(element, "firstElementChild");
  const own = Object.getOwnPropertyDescriptors(prototypeOf(element, "firstElementChild")) as unknown as DominoElement;
  Object.defineProperties(elements, {
    childNodes: { get: childrenOf },
    children: { get: elementsOf },
    textContent: { get: textOf, set: own.textContent.set },
    querySelectorAll: {
      value(this: Element, selector: string) {
        return /^\w+(?:,\w+)*$/.test(selector)
          ? elementsNamed(this, selector.split(","))
          : own.querySelectorAll.value.call(this, selector);
      },
    },
  });
}

interface DominoElement {
  textContent: { set(text: string): void };
  querySelectorAll: { value: Element["querySelectorAll"] };
}

function childrenOf(this: Node): Node[] {
  const nodes: Node[] = [];
  for (let child = this.firstChild; child; child = child.nextSibling) nodes.push(child);
  return nodes;
}

function elementsOf(this: Node): Element[] {
  const elements: Element[] = [];
  for (let child = this.firstChild; child; child = child.nextSibling) if (isElement(child)) elements.push(child);
  return elements;
}

function textOf(this: Node): string {
  let text = "";
  for (const { node } of descendants(this)) if (isText(node)) text += node.data;
  return text;
}

function elementsNamed(root: Element, names: string[]): Element[] {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const found: Element[] = [];
  for (const { node } of descendants(root)) if (isElement(node) && wanted.has(nameOf(node))) found.push(node);
  return found;
}

/** The prototype that has the property itself. */
function prototypeOf(object: object, name: string): object {
  for (let at: object | null = object; at; at = Object.getPrototypeOf(at)) if (Object.hasOwn(at, name)) return at;
  throw new Error(`Nothing defines ${name}.`);
}

/** The one that inherits from it. */
function prototypeBelow(object: object, name: string): object {
  const above = prototypeOf(object, name);
  for (let at = object; ; at = Object.getPrototypeOf(at)) if (Object.getPrototypeOf(at) === above) return at;
}
