/** Owns: HTML as a tree that is small and shallow enough to work on, with addresses whole and what nobody sees taken out. */
import { createIncrementalHTMLParser } from "@mixmark-io/domino";
import { withoutInvisible } from "#lib/tools/net/quote-foreign.ts";
import { fitDomino } from "./domino-for-readability.ts";
import { descendants, isElement, isText, nameOf } from "./walk.ts";

/** Two to four million characters of ordinary pages. */
const mostTags = 100_000;
const stepsBetweenLooks = 1000;
/** Domino's cost grows with the depth at which it works. */
const mostParsedDepth = 3000;
/** Readability, turndown and domino's own copying go down a tree by recursion. */
const mostDepth = 150;

const unseen = new Set(
  "script style template noscript iframe object embed canvas svg audio video input select textarea button dialog map".split(" "),
);

/** `isCut`: what comes after so many tags, or at such a depth, is not in it. */
export function parsePage(html: string, url: string): { document: Document; isCut: boolean } {
  const parser = createIncrementalHTMLParser();
  const head = untilTag(html, mostTags);
  let steps = 0;
  let isMore = true;
  let isCut = head.length < html.length;
  parser.end(head);
  while (isMore) {
    isMore = parser.process(() => ++steps % stepsBetweenLooks === 0);
    if (!isMore || openDepth(parser.document()) <= mostParsedDepth) continue;
    isCut = true;
    break;
  }
  const document = parser.document();
  fitDomino(document);
  Object.defineProperties(document, { baseURI: { value: url }, documentURI: { value: url } });
  flatten(document);
  clean(document, url);
  return { document, isCut };
}

/** The text before the tag of this number, counted in what looks like one. */
function untilTag(html: string, number: number): string {
  let left = number;
  for (const { index } of html.matchAll(/<[a-z]/gi)) if (left-- === 0) return html.slice(0, index);
  return html;
}

/** How deep the place is at which the parser goes on. */
function openDepth(document: Document): number {
  let depth = 0;
  for (let node: Node | null = document; node; node = node.lastChild) depth++;
  return depth;
}

/** Elements below the greatest depth give way to their text. */
function flatten(document: Document): void {
  for (const { node, depth } of descendants(document)) {
    if (depth < mostDepth || !node.firstChild) continue;
    const texts: string[] = [];
    for (const { node: below } of descendants(node, (each) => unseen.has(nameOf(each))))
      if (isText(below)) texts.push(below.data);
    const text = document.createTextNode(texts.join(" "));
    node.parentNode?.replaceChild(text, node);
  }
}

function clean(document: Document, url: string): void {
  const base = baseOf(document, url);
  for (const { node } of descendants(document)) {
    if (isText(node)) {
      // Long runs of space cost the square of their length in what follows.
      const data = withoutInvisible(node.data).replace(/\s{100,}/g, (run) => run.slice(0, 99));
      if (data !== node.data) node.data = data;
    } else if (isElement(node)) {
      if (isUnseen(node)) {
        node.parentNode?.removeChild(node);
        continue;
      }
      turnIdIntoClass(node);
      if (nameOf(node) === "a") completeLink(node, base);
      else if (nameOf(node) === "ol") numberItems(node);
    } else if (node.nodeType === 8) {
      node.parentNode?.removeChild(node);
    }
  }
}

function baseOf(document: Document, url: string): string {
  const href = document.querySelector("base[href]")?.getAttribute("href") ?? "";
  return URL.canParse(href, url) ? new URL(href, url).href : url;
}

/** What says of a page what it is stays, although nobody sees it. */
function isUnseen(element: Element): boolean {
  const name = nameOf(element);
  if (name === "script") return element.getAttribute("type")?.trim().toLowerCase() !== "application/ld+json";
  if (name === "html" || name === "body") return false;
  return (
    unseen.has(name) ||
    element.hasAttribute("hidden") ||
    element.getAttribute("aria-hidden") === "true" ||
    /(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)/i.test(element.getAttribute("style") ?? "")
  );
}

/** Domino loses count of ids when elements that have one are copied and moved, and fails; Readability weighs both alike. */
function turnIdIntoClass(element: Element): void {
  const id = element.getAttribute("id");
  if (id === null) return;
  element.removeAttribute("id");
  element.setAttribute("class", `${element.getAttribute("class") ?? ""} ${id}`.trim());
}

/** Links lead to the web or to a mailbox; what runs a script is no link. */
function completeLink(link: Element, base: string): void {
  const href = link.getAttribute("href");
  if (href === null) return;
  const url = URL.canParse(href, base) ? new URL(href, base) : null;
  if (url && ["http:", "https:", "mailto:"].includes(url.protocol)) link.setAttribute("href", url.href);
  else link.removeAttribute("href");
}

/** So that an item's number is known without counting those before it. */
function numberItems(list: Element): void {
  const start = Number.parseInt(list.getAttribute("start") ?? "1", 10);
  let number = Number.isSafeInteger(start) ? start : 1;
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (isElement(child) && nameOf(child) === "li") child.setAttribute("data-number", String(number++));
  }
}
