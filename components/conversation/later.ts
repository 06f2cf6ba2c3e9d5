/** Owns: what a page without an answer can do without. It comes along as soon as somebody is about to ask. */
import dynamic from "next/dynamic";
import { patiently } from "#lib/client/patiently.ts";

const load = patiently(() => import("./answering.tsx"));

export const Thread = dynamic(() => load().then((module) => module.Thread));
export const RunPanel = dynamic(() => load().then((module) => module.RunPanel));
export const BarRow = dynamic(() => load().then((module) => module.BarRow), { loading: () => null });

/** Fetches it; any number of times. What cannot be fetched now is tried again when it is drawn. */
export function prepareToAnswer(): void {
  load().catch(() => {});
}
