"use client";
import { Dialog } from "../ui/dialog.tsx";
import { Keys } from "../ui/kbd.tsx";
import { keyMap } from "./key-map.ts";

/** The keyboard map, for people. */
export default function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keyboard" isWide onClose={onClose}>
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {keyMap.map(({ place, rows }) => (
          <section key={place}>
            <h3 className="pb-1 text-ink-faint">{place}</h3>
            <dl className="divide-y divide-line border-line border-t">
              {rows.map(({ label, keys }) => (
                <div key={label} className="flex items-center justify-between gap-4 py-2">
                  <dt>{label}</dt>
                  <dd className="flex shrink-0 gap-2">
                    {keys.map((one) => (
                      <Keys key={one} keys={one} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
