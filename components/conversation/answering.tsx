"use client";
/** Owns: what a page without an answer can do without, in one piece: loaded through `later.ts`. */
export { BarRow } from "../reasoning/bar-row.tsx";
export { RunPanel } from "./run-panel.tsx";
export { Thread } from "./thread.tsx";
