"use client";
import * as Popover from "radix-ui/popover";
import type { RefObject } from "react";
import { ModelChooser } from "./model-chooser.tsx";
import type { ModelPickerProps } from "./model-picker.tsx";

interface ModelListProps extends ModelPickerProps {
  onClose(): void;
  /** The word that opened the list; it takes the focus back. */
  button: RefObject<HTMLButtonElement | null>;
}

/** The opened list of models. Loaded through `model-picker.tsx`. */
export default function ModelList({ onClose, button, ...rest }: ModelListProps) {
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={button} />
      <Popover.Portal>
        <Popover.Content
          aria-label="Model"
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body) button.current?.focus();
          }}
          onInteractOutside={(event) => {
            if (button.current?.contains(event.target as Node)) event.preventDefault();
          }}
          className="z-50 flex max-h-[min(32rem,var(--radix-popover-content-available-height))] w-[min(27rem,calc(100vw-1rem))] flex-col rounded-lg border border-line bg-paper-raised text-ink shadow-float outline-none"
        >
          <ModelChooser {...rest} onClose={onClose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
