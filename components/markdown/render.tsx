/**
 * Owns: tokens to elements. Every token becomes an element of ours or stays words: raw HTML is shown as it was written,
 * images are named and never fetched, links lead only where `link.ts` lets them. Pure, the same on server and in the browser.
 */
import { Fragment, type ReactNode } from "react";
import { CodeBlock } from "./code-block.tsx";
import { Formula } from "./formula.tsx";
import { decodeEntities, type ListToken, type TableToken, type Token } from "./lexer.ts";
import { safeLink } from "./link.ts";
import { TableBox } from "./table-box.tsx";

/** Deeper than this a text is shown as it stands. */
const mostDeep = 24;

interface Position {
  depth: number;
  isInLink: boolean;
  /** For the first list of a block that continues a longer one. */
  firstNumber: number | null;
}

export function renderTokens(tokens: readonly Token[], firstNumber: number | null = null): ReactNode {
  return children(tokens, { depth: 0, isInLink: false, firstNumber });
}

function children(tokens: readonly Token[], position: Position): ReactNode {
  if (position.depth > mostDeep) return tokens.map((token) => token.raw).join("");
  // Tokens have no identity of their own; a block is rendered whole, and its tokens only ever grow at the end.
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return tokens.map((token, index) => <Fragment key={index}>{element(token, position)}</Fragment>);
}

function inside(tokens: readonly unknown[] | undefined, position: Position, more: Partial<Position> = {}): ReactNode {
  return children((tokens ?? []) as readonly Token[], { ...position, firstNumber: null, depth: position.depth + 1, ...more });
}

function element(token: Token, position: Position): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "hr":
      return <hr />;
    case "heading":
      return heading(token.depth, inside(token.tokens, position));
    case "paragraph":
      return <p dir={position.depth === 0 ? "auto" : undefined}>{inside(token.tokens, position)}</p>;
    case "blockquote":
      return <blockquote dir="auto">{inside(token.tokens, position)}</blockquote>;
    case "list":
      return list(token, position);
    case "list_item":
      return <li>{inside(token.tokens, position)}</li>;
    case "table":
      return table(token, position);
    case "code":
      return <CodeBlock code={token.text} info={token.lang ?? ""} isLive={false} />;
    case "math":
      return <Formula tex={token.text} isDisplay={token.isDisplay} />;
    case "html":
      return html(token.raw, "block" in token && token.block);
    case "def":
      return <p dir="auto">{token.raw}</p>;
    case "text":
      return "tokens" in token && token.tokens ? inside(token.tokens, position) : decodeEntities(token.text);
    case "escape":
      return token.text;
    case "strong":
      return <strong>{inside(token.tokens, position)}</strong>;
    case "em":
      return <em>{inside(token.tokens, position)}</em>;
    case "del":
      return <del>{inside(token.tokens, position)}</del>;
    case "codespan":
      return <code dir="ltr">{token.text}</code>;
    case "br":
      return <br />;
    case "checkbox":
      return <input type="checkbox" checked={token.checked} disabled aria-label={token.checked ? "Done" : "Not done"} />;
    case "link":
      return link(
        token.href,
        token.title,
        token.text,
        token.autolink === true,
        inside(token.tokens, position, { isInLink: true }),
        position,
      );
    case "image":
      return image(token.href, token.text, position);
    default:
      token satisfies never;
      return (token as { raw: string }).raw;
  }
}

/** The page owns the first two levels; below, a model's heading is a modest one. */
function heading(depth: number, content: ReactNode): ReactNode {
  const Tag = depth <= 1 ? "h3" : depth === 2 ? "h4" : depth === 3 ? "h5" : "h6";
  return <Tag dir="auto">{content}</Tag>;
}

function list(token: ListToken, position: Position): ReactNode {
  const items = token.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items only ever grow at the end
    <li key={index} className={item.task ? "md-task" : undefined}>
      {inside(item.tokens, position)}
    </li>
  ));
  if (!token.ordered) return <ul dir="auto">{items}</ul>;
  const start = position.firstNumber ?? (token.start === "" ? 1 : token.start);
  return (
    <ol dir="auto" start={start === 1 ? undefined : start}>
      {items}
    </ol>
  );
}

function table(token: TableToken, position: Position): ReactNode {
  const cell = (content: TableToken["header"][number]) => ({
    dir: "auto" as const,
    style: content.align && content.align !== "left" ? { textAlign: content.align } : undefined,
    children: inside(content.tokens, position),
  });
  return (
    <TableBox>
      <table>
        <thead>
          <tr>
            {token.header.map((content, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
              <th key={index} scope="col" {...cell(content)} />
            ))}
          </tr>
        </thead>
        {token.rows.length > 0 && (
          <tbody>
            {token.rows.map((row, rowIndex) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows only ever grow at the end
              <tr key={rowIndex}>
                {row.map((content, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                  <td key={index} {...cell(content)} />
                ))}
              </tr>
            ))}
          </tbody>
        )}
      </table>
    </TableBox>
  );
}

function html(raw: string, isBlock: boolean): ReactNode {
  if (/^<br\s*\/?>$/i.test(raw.trim())) return <br />;
  return isBlock ? (
    <p dir="auto" className="md-raw">
      {raw.trimEnd()}
    </p>
  ) : (
    raw
  );
}

function link(
  href: string,
  title: string | null | undefined,
  words: string,
  isLiteral: boolean,
  content: ReactNode,
  position: Position,
): ReactNode {
  const safe = position.isInLink ? null : safeLink(isLiteral ? href : decodeEntities(href), decodeEntities(words));
  if (!safe) return <span title={isLiteral ? undefined : `Not followed: ${href.slice(0, 200)}`}>{content}</span>;
  const hover = title ? `${decodeEntities(title)}\n${safe.href}` : safe.href;
  return (
    <>
      <a href={safe.href} title={hover} target="_blank" rel="noopener noreferrer nofollow">
        {content}
      </a>
      {safe.shownHost && <span className="md-host"> ({safe.shownHost})</span>}
    </>
  );
}

/** An image is words and an address: looking at it would tell its server that it was read. */
function image(href: string, alt: string, position: Position): ReactNode {
  const words = decodeEntities(alt) || "image";
  const safe = position.isInLink ? null : safeLink(decodeEntities(href), "");
  if (!safe) return <span className="md-image">{words}</span>;
  return (
    <>
      <a className="md-image" href={safe.href} title={safe.href} target="_blank" rel="noopener noreferrer nofollow">
        {words}
      </a>
      <span className="md-host"> (image at {new URL(safe.href).host || "an address"})</span>
    </>
  );
}
