/** Owns: which part of a page is what it is about. Noise is better than a loss, so doubt falls on the side of more. */
import { Readability } from "@mozilla/readability";
import { descendants, isElement, nameOf, textSize } from "./walk.ts";

export interface MainContent {
  root: Element;
  /** False: the page is links and little else, and all of it is here. */
  hasMainText: boolean;
}

type Article = NonNullable<ReturnType<Readability<Node>["parse"]>>;

const chrome = new Set(["nav", "footer", "aside"]);
const chromeRoles = new Set(["navigation", "banner", "contentinfo", "search", "complementary"]);
/** Less than this outside of links is no main text. */
const leastProse = 140;

/** Takes the document apart. `article` is what Readability found, for its title and date; null when it found nothing. */
export function findMainContent(document: Document): { content: MainContent | null; article: Article | null } {
  const whole = document.body?.cloneNode(true) as Element | undefined;
  const article = readArticle(document);
  if (!whole) return { content: null, article };
  const bare = whole.cloneNode(true) as Element;
  removeChrome(bare);
  const candidate = mainOf(bare);
  const found = article?.content;
  if (found && isElement(found) && holdsAll(found, candidate)) return { content: { root: found, hasMainText: true }, article };
  if (textSize(candidate).prose >= leastProse) return { content: { root: candidate, hasMainText: true }, article };
  const { prose, linked } = textSize(whole);
  return { content: prose + linked > 0 ? { root: whole, hasMainText: false } : null, article };
}

function readArticle(document: Document): Article | null {
  try {
    return new Readability<Node>(document, { keepClasses: true, serializer: (node) => node }).parse();
  } catch {
    // On trees that no browser makes, it can meet what it does not expect. The page is then taken as it is.
    return null;
  }
}

function removeChrome(root: Element): void {
  for (const { node } of descendants(root)) {
    if (!isElement(node)) continue;
    if (isChrome(node)) node.parentNode?.removeChild(node);
  }
}

function isChrome(element: Element): boolean {
  const name = nameOf(element);
  return (
    name === "script" ||
    (chrome.has(name) && !isWithin(element, "article")) ||
    (name === "header" && !isWithin(element, "article") && !isWithin(element, "main")) ||
    chromeRoles.has(element.getAttribute("role") ?? "")
  );
}

function isWithin(element: Element, name: string): boolean {
  for (let above = element.parentNode; above; above = above.parentNode) if (nameOf(above) === name) return true;
  return false;
}

/** What the page itself calls its main part, unless most of the text is elsewhere. */
function mainOf(body: Element): Element {
  const main = body.querySelector("main, [role=main]");
  return main && textSize(main).prose * 2 >= textSize(body).prose ? main : body;
}

/** At least two thirds of the prose, and every table and block of code. */
function holdsAll(found: Element, candidate: Element): boolean {
  const { prose } = textSize(found);
  if (prose < leastProse / 2 || prose * 3 < textSize(candidate).prose * 2) return false;
  if (count(found, "pre") < count(candidate, "pre")) return false;
  return nameOf(candidate) === "body" || count(found, "table") >= count(candidate, "table");
}

function count(root: Element, name: string): number {
  return root.getElementsByTagName(name).length;
}
