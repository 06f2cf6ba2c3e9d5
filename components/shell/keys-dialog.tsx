"use client";
import { keyBindings } from "#lib/client/keys.ts";
import { localKeys } from "#lib/client/local-keys.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Keys } from "../ui/kbd.tsx";

/** The keyboard map, for people. */
export default function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl className="divide-y divide-line">
        {[...keyBindings, ...localKeys].map(({ keys, label }) => (
          <div key={`${keys} ${label}`} className="flex items-center justify-between gap-4 py-2">
            <dt>{label}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
