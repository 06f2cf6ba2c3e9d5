"use client";
import clsx from "clsx";
import type { ReactNode } from "react";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";
import { iconOf } from "../tools/icons.ts";
import { effectWords } from "../tools/tool-words.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "../ui/switch.tsx";
import { handFocusOn } from "./hand-focus-on.ts";
import type { ToolActions } from "./use-tool-actions.ts";

interface ToolRowProps {
  tool: ToolEntry;
  actions: ToolActions;
  /** What it needs to work. */
  children?: ReactNode;
}

export function ToolRow({ tool, actions, children }: ToolRowProps) {
  const { title, purpose, effect, isOn, needsSetup } = tool;
  const Icon = iconOf({ name: tool.name, server: null });
  const isUsed = isOn && !needsSetup;
  return (
    <li className="flex items-start gap-3 border-line border-b py-4">
      <Icon
        size={16}
        strokeWidth={1.75}
        aria-hidden
        className={clsx("mt-0.5 shrink-0", isUsed ? "text-tool" : "text-ink-faint")}
      />
      <div className="min-w-0 grow">
        <h3 className={clsx("font-medium text-[15px] leading-5", !isUsed && "text-ink-soft")}>{title}</h3>
        <p className="mt-0.5 text-ink-soft">{purpose}</p>
        <p className="mt-0.5 text-ink-faint">{effectWords[effect]}</p>
        <AlwaysAllowed tool={tool} actions={actions} />
        {children}
      </div>
      {!needsSetup && <Switch label={`Use ${title}`} isOn={isOn} onChange={(on) => actions.turn(tool, on)} className="-mt-1.5" />}
    </li>
  );
}

/** That it runs without asking, and the way back. */
export function AlwaysAllowed({ tool, actions }: { tool: ToolEntry; actions: ToolActions }) {
  if (!tool.isAlwaysAllowed) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2">
      <span className="text-wait">Runs without asking: you always allow it.</span>
      <Button
        look="word"
        className="-ml-3 sm:ml-0"
        onClick={async ({ currentTarget }) => {
          const row = currentTarget.closest("li");
          await actions.askAgain(tool);
          handFocusOn(row, "[role=switch]");
        }}
      >
        Ask again
        <span className="sr-only"> before {tool.title} runs</span>
      </Button>
    </p>
  );
}
