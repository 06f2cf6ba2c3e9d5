"use client";
import type { LucideIcon } from "lucide-react";
import { cloneElement, lazy, type ReactElement, Suspense, useState } from "react";
import { patiently } from "#lib/client/patiently.ts";

export interface MenuItem {
  label: string;
  /** A second, quieter line. */
  detail?: string;
  icon?: LucideIcon;
  isDanger?: boolean;
  /** Given at all: the item is one of several to choose from. */
  isChosen?: boolean;
  onSelect(): void;
}

export interface MenuGroup {
  label?: string;
  items: MenuItem[];
}

export interface MenuProps {
  /** The control that opens it. */
  button: ReactElement<Record<string, unknown>>;
  groups: MenuGroup[];
  /** Said beneath them all. */
  note?: string | undefined;
  side?: "top" | "bottom";
  align?: "start" | "end";
}

const load = patiently(() => import("./menu-list.tsx"));
const MenuList = lazy(load);

/** A menu whose code arrives when somebody is about to open one. Until then its button is a plain button. */
export function Menu({ button, ...rest }: MenuProps) {
  const [isWanted, setIsWanted] = useState(false);
  const plain = cloneElement(button, {
    "aria-haspopup": "menu",
    "aria-expanded": isWanted,
    onPointerEnter: load,
    onFocus: load,
    onClick: () => setIsWanted(true),
  });
  if (!isWanted) return plain;
  return (
    <Suspense fallback={plain}>
      <MenuList button={button} {...rest} />
    </Suspense>
  );
}
