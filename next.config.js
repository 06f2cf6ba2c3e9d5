/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // Types are checked by `npm test`; a start needs no test tools.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["better-sqlite3", "pg", "@prisma/schema-engine-wasm", "@prisma/client"],
};

export default config;
