import { SectionHead } from "./section-head.tsx";

/** What stands where a section will be while its code is on its way. */
export function LateSection({ title }: { title: string }) {
  return (
    <>
      <SectionHead title={title} />
      <div aria-hidden className="mt-5 flex flex-col gap-2">
        <span className="h-4 w-full max-w-[38rem] rounded bg-paper-sunken" />
        <span className="h-4 w-64 rounded bg-paper-sunken" />
        <span className="mt-4 h-40 w-full rounded bg-paper-sunken" />
      </div>
    </>
  );
}
