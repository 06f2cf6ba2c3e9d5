"use client";
import type { OfferedTool, ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";
import { Button } from "../ui/button.tsx";
import { OfferedToolRow } from "./offered-tool-row.tsx";
import { needsAgreement } from "./server-words.ts";
import type { ToolActions } from "./use-tool-actions.ts";

interface OfferedToolsProps {
  server: ServerSummary;
  tools: readonly ToolEntry[];
  isBusy: boolean;
  actions: ToolActions;
  onAgree(tools: readonly OfferedTool[]): void;
}

/** What a server offers: first what waits for a person, then what is in use. */
export function OfferedTools({ server, tools, isBusy, actions, onAgree }: OfferedToolsProps) {
  const waiting = server.tools.filter(needsAgreement);
  const agreed = server.tools.filter((tool) => !needsAgreement(tool));
  return (
    <div className="mt-3 rounded-lg bg-paper-sunken px-4 py-1">
      {waiting.length > 0 && (
        <section aria-label={`Tools of ${server.name} that need your agreement`}>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <p className="min-w-0 max-w-[32rem] text-ink-soft">
              Read what they say of themselves. The model reads the same, and is told of a tool only once you have agreed.
            </p>
            {waiting.length > 1 && (
              <Button look="solid" aria-disabled={isBusy} onClick={isBusy ? undefined : () => onAgree(waiting)}>
                Agree to all {waiting.length}
              </Button>
            )}
          </div>
          <ul className="divide-y divide-line border-line border-t">
            {waiting.map((tool) => (
              <OfferedToolRow
                key={tool.name}
                tool={tool}
                entry={null}
                actions={actions}
                onAgree={isBusy ? undefined : () => onAgree([tool])}
              />
            ))}
          </ul>
        </section>
      )}
      {agreed.length > 0 && (
        <section aria-label={`Tools of ${server.name} in use`} className={waiting.length > 0 ? "border-line border-t" : ""}>
          {waiting.length > 0 && <p className="pt-4 pb-1 text-ink-soft">You agreed to these.</p>}
          <ul className="divide-y divide-line">
            {agreed.map((tool) => (
              <OfferedToolRow
                key={tool.name}
                tool={tool}
                entry={tools.find(({ name }) => name === tool.toolName) ?? null}
                actions={actions}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
