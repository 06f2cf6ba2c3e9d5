import { join } from "node:path";

/** @type {import("next").NextConfig} */
const config = {
  agentRules: false,
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: join(import.meta.dirname, "../..") },
};

export default config;
