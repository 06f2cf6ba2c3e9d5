"use client";
import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast } from "sonner";
import type { Notice } from "#lib/client/notices.ts";
import { usePreferences } from "#lib/client/use-app.ts";

/** Hands each notice to the toaster once. Loaded through `toaster.tsx`. */
export default function ToastView({ notices }: { notices: readonly Notice[] }) {
  const { theme } = usePreferences();
  const count = useRef(0);
  useEffect(() => {
    for (const { message, detail, action } of notices.slice(count.current)) {
      toast(message, {
        ...(detail ? { description: detail } : {}),
        ...(action ? { action: { label: action.label, onClick: action.run }, duration: 10_000 } : {}),
      });
    }
    count.current = notices.length;
  }, [notices]);
  return (
    <Sonner
      theme={theme}
      position="top-center"
      offset={60}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-lg border border-line bg-paper-raised px-4 py-3 font-sans text-ui text-ink shadow-float",
          content: "grow",
          title: "font-medium",
          description: "text-ink-soft",
          actionButton: "touch rounded-md border border-line-strong px-2.5 py-1 font-medium hover:bg-paper-sunken",
        },
      }}
    />
  );
}
