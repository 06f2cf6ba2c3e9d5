"use client";
/** Owns: what a page without an answer can do without, in one piece: loaded through `later.ts`. */
export { BarRow } from "../reasoning/bar-row.tsx";
export { ReasoningPanel } from "../reasoning/reasoning-panel.tsx";
export { Thread } from "./thread.tsx";
