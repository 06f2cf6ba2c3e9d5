/** Owns: which room may import which. `rooms.test.ts` reads every import and fails on an upward arrow. */

/** Room -> rooms it may import values from. A room may always import itself. */
export const rooms: Record<string, readonly string[]> = {
  "lib/core": [],
  "lib/reasoning": ["lib/core"],
  "lib/wire": ["lib/core", "lib/reasoning"],
  "lib/db": ["lib/core", "lib/reasoning", "prisma"],
  "lib/models": ["lib/core", "lib/reasoning"],
  "lib/tools": ["lib/core", "lib/reasoning"],
  "lib/settings": ["lib/core", "lib/db"],
  "lib/connections": ["lib/core", "lib/reasoning", "lib/db", "lib/models", "lib/settings"],
  "lib/auth": ["lib/core", "lib/db", "lib/settings"],
  "lib/toolbox": ["lib/core", "lib/reasoning", "lib/db", "lib/tools", "lib/settings", "lib/connections"],
  "lib/runs": [
    "lib/core",
    "lib/reasoning",
    "lib/db",
    "lib/models",
    "lib/settings",
    "lib/connections",
    "lib/tools",
    "lib/toolbox",
  ],
  "lib/conversations": ["lib/core", "lib/reasoning", "lib/db", "lib/runs"],
  "lib/gateway": [
    "lib/core",
    "lib/reasoning",
    "lib/wire",
    "lib/db",
    "lib/models",
    "lib/settings",
    "lib/connections",
    "lib/auth",
    "lib/tools",
    "lib/toolbox",
    "lib/runs",
    "lib/conversations",
  ],
  "lib/http": ["lib/core", "lib/auth", "lib/wire"],
  "lib/socket": [
    "lib/core",
    "lib/reasoning",
    "lib/wire",
    "lib/auth",
    "lib/db",
    "lib/runs",
    "lib/conversations",
    "lib/gateway",
    "lib/http",
  ],
  "lib/client": ["lib/core", "lib/reasoning", "lib/wire"],
  components: ["lib/core", "lib/reasoning", "lib/client"],
  app: [
    "components",
    "lib/core",
    "lib/reasoning",
    "lib/wire",
    "lib/http",
    "lib/auth",
    "lib/runs",
    "lib/conversations",
    "lib/gateway",
    "lib/settings",
    "lib/connections",
    "lib/tools",
    "lib/toolbox",
    "lib/models",
    "lib/db",
  ],
  prisma: [],
};

/** What a service returns is what these show: they may `import type` from these rooms. Types are erased, values are not. */
export const typeImports: Record<string, readonly string[]> = {
  components: ["lib/models", "lib/settings", "lib/connections", "lib/toolbox", "lib/conversations", "lib/auth"],
  "lib/client": ["lib/models", "lib/settings", "lib/connections", "lib/toolbox", "lib/conversations", "lib/auth"],
};

/** May import anything, and are imported by nothing above. */
export const outsideRooms = ["lib/testing", "lib/setup", "e2e", "bench"];

export const mostLinesPerFile = 300;
