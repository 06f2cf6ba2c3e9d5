/** Owns: what a page without an answer can do without. It comes along as soon as somebody is about to ask. */
import dynamic from "next/dynamic";

const loadThread = () => import("./thread.tsx");
const loadPanel = () => import("../reasoning/reasoning-panel.tsx");

export const Thread = dynamic(() => loadThread().then((module) => module.Thread));
export const ReasoningPanel = dynamic(() => loadPanel().then((module) => module.ReasoningPanel));

/** Fetches both; any number of times. What cannot be fetched now is tried again when it is drawn. */
export function prepareToAnswer(): void {
  Promise.all([loadThread(), loadPanel()]).catch(() => {});
}
