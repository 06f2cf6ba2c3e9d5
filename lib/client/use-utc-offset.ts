"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Minutes east of Greenwich where the reader is; `atServer` until the browser can be asked. */
export function useUtcOffset(atServer: number): number {
  return useSyncExternalStore(
    never,
    () => -new Date().getTimezoneOffset(),
    () => atServer,
  );
}
