/** Owns: what a page without an answer can do without. It comes along as soon as somebody is about to ask. */
import dynamic from "next/dynamic";
import { createElement } from "react";
import { patiently } from "#lib/client/patiently.ts";

const load = patiently(() => import("./answering.tsx"));

// Each keeps its place while it is fetched: what waits for code without a place of its own holds up the whole page.
export const Thread = dynamic(() => load().then((module) => module.Thread), {
  loading: () => createElement("div", { className: "min-h-0 flex-1" }),
});
export const ReasoningPanel = dynamic(() => load().then((module) => module.ReasoningPanel), { loading: () => null });
export const BarRow = dynamic(() => load().then((module) => module.BarRow), { loading: () => null });

/** Fetches it; any number of times. What cannot be fetched now is tried again when it is drawn. */
export function prepareToAnswer(): void {
  load().catch(() => {});
}
