/**
 * Owns: going through a tree of nodes without recursion, in one pass. `childNodes` is left alone: asking domino for it turns
 * its linked lists into arrays, from which removing is no longer a matter of one step.
 */

/** Every node under the root, in order, with its depth (1 for the root's children). `skip` leaves out what is under a node. */
export function* descendants(root: Node, skip?: (node: Node) => boolean): Generator<{ node: Node; depth: number }> {
  let node: Node | null = root.firstChild;
  let depth = 1;
  while (node) {
    // Taken before the node is handed out, which may be removed there.
    const next: Node | null = node.nextSibling;
    const parent: Node | null = node.parentNode;
    yield { node, depth };
    const isGone = node.parentNode !== parent;
    if (!isGone && node.firstChild && !skip?.(node)) {
      node = node.firstChild;
      depth++;
      continue;
    }
    node = next;
    let above = parent;
    while (!node && above && above !== root) {
      node = above.nextSibling;
      above = above.parentNode;
      depth--;
    }
  }
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

export function isText(node: Node): node is Text {
  return node.nodeType === 3;
}

/** Lower case. */
export function nameOf(node: Node): string {
  return isElement(node) ? node.localName.toLowerCase() : "";
}

/** Characters of text that are not space, inside and outside of links. */
export function textSize(root: Node): { prose: number; linked: number } {
  let prose = 0;
  let all = 0;
  for (const { node } of descendants(root, (each) => nameOf(each) === "a")) if (isText(node)) prose += weigh(node.data);
  for (const { node } of descendants(root)) if (isText(node)) all += weigh(node.data);
  return { prose, linked: all - prose };
}

function weigh(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 32) size++;
  return size;
}
