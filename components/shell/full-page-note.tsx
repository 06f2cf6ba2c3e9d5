import type { ReactNode } from "react";

interface FullPageNoteProps {
  title: string;
  text: string;
  /** What to do about it. */
  children: ReactNode;
}

export function FullPageNote({ title, text, children }: FullPageNoteProps) {
  return (
    <main id="thread" tabIndex={-1} className="flex h-full min-h-[60dvh] items-center justify-center p-6 outline-none">
      <div className="max-w-96">
        <h1 className="font-semibold font-serif text-[26px] leading-8">{title}</h1>
        <p className="mt-2 mb-6 text-[15px] text-ink-soft leading-6">{text}</p>
        {children}
      </div>
    </main>
  );
}
