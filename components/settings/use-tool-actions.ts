"use client";
import { asApiError } from "#lib/client/api-error.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";
import type { Toolbox } from "./use-toolbox.ts";

export interface ToolActions {
  turn(tool: ToolEntry, isOn: boolean): void;
  askAgain(tool: ToolEntry): Promise<void>;
}

/** A switch shows at once what was chosen, and goes back where that could not be kept. */
export function useToolActions({ putTool, changeTool, askAgain }: Toolbox): ToolActions {
  const { notices, announcement } = useApp();
  const say = (thrown: unknown) => {
    const { message, suggestion } = asApiError(thrown);
    notices.show({ message, detail: suggestion });
  };
  return {
    turn({ name, title }, isOn) {
      putTool(name, { isOn });
      changeTool(name, { isOn }).then(
        () => announcement.set(`${title} is turned ${isOn ? "on" : "off"}`),
        (thrown) => {
          putTool(name, { isOn: !isOn });
          say(thrown);
        },
      );
    },
    askAgain({ name, title }) {
      return askAgain(name).then(() => announcement.set(`${title} asks again before it runs`), say);
    },
  };
}
