import { SectionHead } from "./section-head.tsx";

const rows = 6;

/** What stands where the tools will be while the servers are asked. */
export function ToolsWaiting() {
  return (
    <>
      <SectionHead title="Tools">The tool servers are being asked what they offer.</SectionHead>
      <div aria-hidden className="mt-16 border-line border-t">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
          <div key={row} className="flex h-[5.5rem] flex-col gap-2 border-line border-b py-4 pl-7">
            <span className="h-3.5 w-32 rounded bg-line" />
            <span className="h-3 w-64 max-w-full rounded bg-paper-sunken" />
          </div>
        ))}
      </div>
    </>
  );
}
