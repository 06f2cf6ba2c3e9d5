import { FullPageNote } from "#components/shell/full-page-note.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

export default function NotFoundPage() {
  return (
    <FullPageNote
      title="There is nothing at this address."
      text="The conversation may have been deleted, or the address is not whole."
    >
      <PageLink
        href="/"
        className="touch inline-flex h-8 items-center rounded-md bg-ink px-3 font-medium text-paper text-ui hover:bg-ink-soft"
      >
        New conversation
      </PageLink>
    </FullPageNote>
  );
}
