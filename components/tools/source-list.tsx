import { safeLink } from "#components/markdown/link.ts";
import { visibleName } from "./visible-text.ts";

interface SourceLinkProps {
  url: string;
  title: string | null;
}

/** A page by its title and its host. An address that may not be followed stays words. */
export function SourceLink({ url, title }: SourceLinkProps) {
  const link = safeLink(url, "");
  const words = visibleName(title || url) || "A page without a name";
  if (!link) return <span className="wrap-anywhere">{words}</span>;
  return (
    <>
      <a href={link.href} title={link.href} target="_blank" rel="noopener noreferrer nofollow" dir="auto" className="source-link">
        {words}
      </a>{" "}
      <span className="wrap-anywhere text-[12px] text-ink-faint">{hostOf(link.href)}</span>
    </>
  );
}

function hostOf(href: string): string {
  const { host, pathname, protocol } = new URL(href);
  return protocol === "mailto:" ? pathname : host;
}

interface SourceListProps {
  sources: readonly SourceLinkProps[];
}

export function SourceList({ sources }: SourceListProps) {
  return (
    <ul className="space-y-1">
      {sources.map(({ url, title }) => (
        <li key={url} className="min-w-0 text-[13px] leading-[18px]">
          <SourceLink url={url} title={title} />
        </li>
      ))}
    </ul>
  );
}
