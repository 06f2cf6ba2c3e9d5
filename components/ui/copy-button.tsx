"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useApp } from "#lib/client/use-app.ts";
import { IconButton } from "./button.tsx";

interface CopyButtonProps {
  label: string;
  /** Read when pressed. */
  text(): string;
}

export function CopyButton({ label, text }: CopyButtonProps) {
  const { announcement, notices } = useApp();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setIsCopied(true);
      announcement.set("Copied");
    } catch {
      // Refused by the browser: there is nothing to undo, and the person can still select the text.
      notices.show({ message: "The browser does not allow copying.", detail: "Select the text and copy it by hand." });
    }
  };
  return <IconButton label={isCopied ? "Copied" : label} icon={isCopied ? Check : Copy} onClick={() => void copy()} />;
}
