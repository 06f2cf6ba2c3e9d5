import { isInterfacePath } from "#lib/auth/local.ts";
import type { ErrorShape } from "./error-response.ts";

/** Addresses that only OpenBB Workspace asks. */
const openbbPaths = ["/agents.json", "/v1/query", "/v1/feedback"];

/** Whose errors are expected at a path, for those that come before its route is reached or where there is none. */
export function shapeOf(path: string): ErrorShape {
  if (openbbPaths.includes(path)) return "openbb";
  return isInterfacePath(path) ? "openai" : "ours";
}
