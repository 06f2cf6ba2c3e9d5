/** Owns: the sign of each kind of tool. */
import {
  BookOpenText,
  Calculator,
  CalendarClock,
  type LucideIcon,
  MessagesSquare,
  Plug,
  Search,
  SquareTerminal,
  Wrench,
} from "lucide-react";
import type { ToolPart } from "#lib/reasoning/view.ts";

const icons: Record<string, LucideIcon> = {
  calculator: Calculator,
  date_time: CalendarClock,
  run_javascript: SquareTerminal,
  read_page: BookOpenText,
  web_search: Search,
  search_conversations: MessagesSquare,
};

export function iconOf({ name, server }: Pick<ToolPart, "name" | "server">): LucideIcon {
  if (server) return Plug;
  return Object.hasOwn(icons, name) ? (icons[name] ?? Wrench) : Wrench;
}
