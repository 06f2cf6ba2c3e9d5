/** @type {import("next").NextConfig} */
const config = {
  // SSE is already small and is sent as it happens; a proxy may compress the rest.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  serverExternalPackages: ["better-sqlite3", "pg", "@prisma/schema-engine-wasm", "@prisma/client"],
};

export default config;
