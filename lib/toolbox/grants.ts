/** Owns: a person's lasting permissions to run a tool without being asked. They hold for the tool as it was, not for its name. */
import { systemClock } from "#lib/core/clock.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { isUniqueViolation } from "#lib/db/prisma-errors.ts";
import { toColumn } from "#lib/db/time.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { digestOf } from "./digest.ts";

/** What a permission is about: other words or another schema make it another tool. */
export function hashOf({ name, description, inputSchema, effect }: AnyTool): string {
  return digestOf({ name, description, inputSchema, effect });
}

/** Whether this person allowed this tool for this conversation or everywhere. */
export async function isGranted({ userId }: Viewer, tool: AnyTool, conversationId: string): Promise<boolean> {
  const found = await database().client.toolGrant.findFirst({
    where: { userId, toolName: tool.name, toolHash: hashOf(tool), OR: [{ conversationId: null }, { conversationId }] },
    select: { id: true },
  });
  return found !== null;
}

/** Granting the same twice is granting it once. */
export async function grant(
  { userId }: Viewer,
  tool: AnyTool,
  scope: "conversation" | "always",
  conversationId: string,
): Promise<void> {
  const granted = {
    userId,
    toolName: tool.name,
    toolHash: hashOf(tool),
    conversationId: scope === "always" ? null : conversationId,
  };
  const id = `gra_${digestOf(granted).slice(0, 32)}`;
  const data = { id, ...granted, createdAt: toColumn(systemClock.now()) };
  try {
    await database().client.toolGrant.create({ data });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}

/** The names of the tools that this person allowed everywhere, as they were then. */
export async function alwaysGranted({ userId }: Viewer): Promise<{ toolName: string; toolHash: string }[]> {
  return database().client.toolGrant.findMany({
    where: { userId, conversationId: null },
    select: { toolName: true, toolHash: true },
  });
}

/** From now on this tool asks again, in every conversation. */
export async function revokeGrants({ userId }: Viewer, toolName: string): Promise<void> {
  await database().client.toolGrant.deleteMany({ where: { userId, toolName } });
}

/** The same for every tool whose name begins so. The database would take the `_` in it for any letter. */
export async function revokeGrantsOfServer({ userId }: Viewer, namePrefix: string): Promise<void> {
  const all = await database().client.toolGrant.findMany({ where: { userId }, select: { id: true, toolName: true } });
  const ids = all.flatMap(({ id, toolName }) => (toolName.startsWith(namePrefix) ? [id] : []));
  await database().client.toolGrant.deleteMany({ where: { id: { in: ids } } });
}
