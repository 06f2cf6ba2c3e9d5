import { SectionHead } from "./section-head.tsx";

interface AboutSectionProps {
  version: string;
  /** Of Node. */
  node: string;
  dataDir: string;
  database: string;
}

/** What runs here, and where it keeps what it keeps. */
export function AboutSection({ version, node, dataDir, database }: AboutSectionProps) {
  const rows = [
    ["Version", `Aloud ${version}`],
    ["Runs on", `Node ${node.replace(/^v/, "")}`],
    ["Database", database],
    ["Data folder", dataDir],
  ] as const;
  return (
    <>
      <SectionHead title="About">
        Aloud shows the thinking of models, keeps it and times it. Conversations, keys and settings stay where it runs; only what
        you ask goes to the provider you ask.
      </SectionHead>
      <dl className="mt-6 divide-y divide-line border-line border-y">
        {rows.map(([label, value]) => (
          <div key={label} className="flex gap-4 py-2.5">
            <dt className="w-28 shrink-0 text-ink-faint">{label}</dt>
            <dd className="min-w-0 select-text break-words [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
