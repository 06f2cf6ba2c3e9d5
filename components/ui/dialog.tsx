"use client";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import { type ReactNode, useRef, useState } from "react";
import { IconButton } from "./button.tsx";

interface DialogProps {
  title: string;
  isWide?: boolean;
  onClose(): void;
  children: ReactNode;
}

/** A sheet of paper over the page; open for as long as it is rendered. What carries `data-first` has the focus first; what had it before has it afterwards. Import it lazily. */
export function Dialog({ title, isWide = false, onClose, children }: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  const [opener] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          ref={content}
          tabIndex={-1}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (content.current?.querySelector<HTMLElement>("[data-first]") ?? content.current)?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className={`fixed top-1/2 left-1/2 z-50 max-h-[85dvh] ${isWide ? "w-[min(46rem,calc(100vw-2rem))]" : "w-[min(30rem,calc(100vw-2rem))]"} -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border border-line bg-paper-raised p-6 shadow-float outline-none`}
        >
          <div className="mb-4 flex items-center justify-between gap-2">
            <Radix.Title className="min-w-0 font-semibold text-[15px] [overflow-wrap:anywhere]">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" icon={X} tipAlign="end" className="-mr-2" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
