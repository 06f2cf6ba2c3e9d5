/** Owns: how a tool server stands, in words. Pure. */
import type { OfferedTool, ServerSummary } from "#lib/toolbox/mcp/summary.ts";

/** What came of sending a person to sign in, as the address says it. */
export type SignInEnd = "done" | "denied" | "expired" | "failed";

export function countTools(count: number): string {
  return count === 1 ? "1 tool" : `${count} tools`;
}

export function needsAgreement({ state }: OfferedTool): boolean {
  return state !== "agreed";
}

/** `good`: it works. `person`: something is wanted of you. `quiet`: nothing is expected of it. */
export function standOfServer(server: Pick<ServerSummary, "state" | "tools">): {
  tone: "good" | "person" | "quiet" | "bad";
  text: string;
} {
  const { state, tools } = server;
  switch (state) {
    case "off":
      return { tone: "quiet", text: "Turned off: its tools are not offered." };
    case "connecting":
      return { tone: "quiet", text: "Being connected to" };
    case "locked":
    case "failed":
      return { tone: "bad", text: "Cannot be used" };
    case "unauthorized":
      return { tone: "person", text: "Needs you to sign in" };
    case "connected": {
      const waiting = tools.filter(needsAgreement);
      const changed = waiting.filter((tool) => tool.state === "changed").length;
      if (waiting.length === 0) return { tone: "good", text: `Connected, ${countTools(tools.length)}` };
      const agreed = tools.length - waiting.length;
      const what = changed === 0 ? "needs" : changed === waiting.length ? "changed and needs" : "is new or changed and needs";
      const whats = what.replace("needs", "need").replace("is new", "are new");
      const words = waiting.length === 1 ? `1 tool ${what} your agreement` : `${waiting.length} tools ${whats} your agreement`;
      return { tone: "person", text: `Connected, ${agreed === 0 ? "" : `${countTools(agreed)} in use, `}${words}` };
    }
    default:
      return state satisfies never;
  }
}

export function isSignInEnd(text: string | null): text is SignInEnd {
  return text === "done" || text === "denied" || text === "expired" || text === "failed";
}

export const signInWords: Record<SignInEnd, { message: string; detail: string }> = {
  done: { message: "You are signed in.", detail: "" },
  denied: { message: "Access was not given.", detail: "Nothing was changed. Sign in again if you want to use this server." },
  expired: {
    message: "This sign-in is no longer valid.",
    detail: "It was begun too long ago, or in another browser. Sign in again.",
  },
  failed: { message: "Signing in did not work.", detail: "The server did not accept what it gave out itself. Sign in again." },
};

/** What of an offered tool differs from what was agreed to, beside its description. */
export function changesOf({ title, effect, before }: OfferedTool): string[] {
  if (before === null) return [];
  return [
    ...(before.title !== title
      ? [before.title === null ? "It had no title." : `It was called ${JSON.stringify(before.title)}.`]
      : []),
    ...(before.effect !== effect
      ? [
          effect === "read-only"
            ? "It said that it may change something; now it says that it only reads."
            : "It said that it only reads; now it may change something.",
        ]
      : []),
    ...(before.hasSameArguments ? [] : ["Its arguments have changed."]),
  ];
}
