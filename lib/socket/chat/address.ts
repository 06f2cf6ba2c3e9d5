/** Owns: what the address of a chat's socket says. */

export interface ChatAddress {
  /** The client's own name for the conversation; null: none that could be one, or another path. */
  sessionId: string | null;
  /** The client's name for whom it talks to, or the id of a model; null: not said. */
  agentName: string | null;
  ticket: string | null;
}

const sessionShape = /^[A-Za-z0-9._~:-]{1,128}$/;
const longestAgentName = 200;

/** Whether this address is for sockets, so that no page and no route is there. */
export function isSocketAddress(url: string | undefined): boolean {
  return pathOf(url) === "/ws" || pathOf(url).startsWith("/ws/");
}

export function readChatAddress(url: string | undefined): ChatAddress {
  const [, sessionId = ""] = /^\/ws\/chat\/([^/]*)$/.exec(pathOf(url)) ?? [];
  const query = new URLSearchParams((url ?? "").split("?").slice(1).join("?"));
  const agentName = query.get("agent_name")?.slice(0, longestAgentName);
  return {
    sessionId: sessionShape.test(sessionId) ? sessionId : null,
    agentName: agentName?.isWellFormed() ? agentName : null,
    ticket: query.get("ticket"),
  };
}

/** Decoded, so that no spelling of it comes past; "" for one that cannot be read. */
function pathOf(url: string | undefined): string {
  try {
    return decodeURIComponent((url ?? "").split(/[?#]/, 1)[0] ?? "");
  } catch {
    // A stray percent sign names nothing.
    return "";
  }
}
