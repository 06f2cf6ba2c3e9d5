"use client";
import clsx from "clsx";
import { Check } from "lucide-react";
import * as Dropdown from "radix-ui/dropdown-menu";
import { useId } from "react";
import type { MenuItem, MenuProps } from "./menu.tsx";

/** The opened menu. Loaded through `menu.tsx`. */
export default function MenuList({ button, groups, note, side = "bottom", align = "start" }: MenuProps) {
  const noteId = useId();
  return (
    <Dropdown.Root defaultOpen modal={false}>
      <Dropdown.Trigger asChild>{button}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-describedby={note ? noteId : undefined}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-lg border border-line bg-paper-raised p-1 text-ink text-ui shadow-float"
        >
          {groups.map((group, index) => (
            <Dropdown.Group key={group.label ?? index} className={clsx(index > 0 && "mt-1 border-line border-t pt-1")}>
              {group.label && <Dropdown.Label className="px-2 pt-1.5 pb-1 text-ink-faint">{group.label}</Dropdown.Label>}
              {group.items.map((item) => (
                <Item key={item.label} item={item} />
              ))}
            </Dropdown.Group>
          ))}
          {note && (
            <p id={noteId} className="mt-1 max-w-56 border-line border-t px-2 pt-2 pb-1.5 text-ink-faint">
              {note}
            </p>
          )}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

function Item({ item }: { item: MenuItem }) {
  const { label, detail, icon: Icon, isDanger, isChosen, onSelect } = item;
  const look = clsx(
    "touch flex cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1.5 outline-none data-highlighted:bg-paper-sunken",
    isDanger && "text-fail",
  );
  const content = (
    <>
      {Icon && <Icon size={15} strokeWidth={1.75} aria-hidden />}
      <span className="grow">
        {label}
        {detail && <span className="block text-ink-faint">{detail}</span>}
      </span>
      {isChosen !== undefined && <Check size={15} className={clsx("shrink-0", !isChosen && "invisible")} aria-hidden />}
    </>
  );
  if (isChosen === undefined) {
    return (
      <Dropdown.Item className={look} onSelect={onSelect}>
        {content}
      </Dropdown.Item>
    );
  }
  return (
    <Dropdown.CheckboxItem className={look} checked={isChosen} onSelect={onSelect}>
      {content}
    </Dropdown.CheckboxItem>
  );
}
