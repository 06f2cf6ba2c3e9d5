"use client";
import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

interface PageLinkProps extends ComponentProps<"a"> {
  href: string;
  /** Takes the place of this page in the browser's history. */
  isReplacing?: boolean;
}

/** A link to another page of the application: followed without loading everything again, unless a new tab or window is asked for. */
export function PageLink({ href, isReplacing = false, onClick, ...rest }: PageLinkProps) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || isElsewhere) return;
    event.preventDefault();
    if (isReplacing) router.replace(href);
    else router.push(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
