import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import type { Room } from "./shown-result.ts";
import { SourceLink } from "./source-list.tsx";
import { visibleText } from "./visible-text.ts";

type Links = Extract<ToolShown, { kind: "links" }>["links"];

/** What a search found: each page with what is said of it. */
export function LinksResult({ links, room }: { links: Links; room: Room }) {
  const shown = links.slice(0, room.links);
  if (links.length === 0) return <p className="tool-facts">Nothing was found.</p>;
  return (
    <>
      <ol className="space-y-2">
        {shown.map(({ url, title, excerpt }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: links never move
          <li key={index} className="min-w-0 text-[13px] leading-[18px]">
            <SourceLink url={url} title={title} />
            {excerpt && (
              <p dir="auto" className="line-clamp-3 wrap-anywhere text-ink-soft">
                {visibleText(String(excerpt))}
              </p>
            )}
          </li>
        ))}
      </ol>
      {links.length > shown.length && <p className="tool-facts mt-1.5">{links.length - shown.length} more</p>}
    </>
  );
}
