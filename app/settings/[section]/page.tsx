import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { type ReactElement, Suspense } from "react";
import { AboutSection } from "#components/settings/about-section.tsx";
import { AppearanceSection } from "#components/settings/appearance-section.tsx";
import { ConnectPage } from "#components/settings/connect-page.tsx";
import { ConnectionsSection } from "#components/settings/connections-section.tsx";
import { KeysPage } from "#components/settings/keys-page.tsx";
import { ModelsSection } from "#components/settings/models-section.tsx";
import { isSettingsSection, type SettingsSection, settingsSections } from "#components/settings/sections.ts";
import { ToolsPage } from "#components/settings/tools-page.tsx";
import { ToolsWaiting } from "#components/settings/tools-waiting.tsx";
import { listKeys } from "#lib/auth/keys.ts";
import { requireViewer } from "#lib/auth/viewer.ts";
import { suggestsDiscovery } from "#lib/connections/find-local.ts";
import { listConnections } from "#lib/connections/store.ts";
import { env } from "#lib/core/env.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { isProviderKind, providerKinds } from "#lib/models/provider-kinds.ts";
import { listServers } from "#lib/toolbox/mcp/summary.ts";
import { listTools } from "#lib/toolbox/tool-list.ts";
import about from "../../../package.json" with { type: "json" };

interface PageProps {
  params: Promise<{ section: string }>;
}

const pages: Record<SettingsSection, (viewer: Viewer) => ReactElement | Promise<ReactElement>> = {
  connections: async (viewer) => {
    const [connections, isDiscoverySuggested] = await Promise.all([listConnections(viewer), suggestsDiscovery(viewer)]);
    const kinds = Object.keys(providerKinds)
      .filter(isProviderKind)
      .map((kind) => ({ kind, ...providerKinds[kind] }));
    return <ConnectionsSection first={{ connections, kinds, suggestsDiscovery: isDiscoverySuggested }} />;
  },
  models: () => <ModelsSection />,
  // A server that answers late holds up its section, not the page.
  tools: (viewer) => (
    <Suspense fallback={<ToolsWaiting />}>
      <Tools viewer={viewer} />
    </Suspense>
  ),
  keys: async (viewer) => <KeysPage first={await listKeys(viewer)} />,
  connect: async (viewer) => {
    const [keys, asked] = await Promise.all([listKeys(viewer), headers()]);
    return <ConnectPage keys={keys} origin={`http://${asked.get("host") ?? "127.0.0.1:3000"}`} />;
  },
  appearance: () => <AppearanceSection />,
  about: () => {
    const { dataDir, databaseUrl } = env();
    const database = databaseUrl === undefined ? "SQLite" : "PostgreSQL";
    return <AboutSection version={about.version} node={process.version} dataDir={dataDir} database={database} />;
  },
};

async function Tools({ viewer }: { viewer: Viewer }) {
  const [{ tools }, servers] = await Promise.all([listTools(viewer), listServers(viewer)]);
  return <ToolsPage first={{ tools, servers }} />;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { section } = await params;
  return { title: settingsSections.find(({ id }) => id === section)?.name ?? "Settings" };
}

export default async function SettingsSectionPage({ params }: PageProps) {
  const { section } = await params;
  if (!isSettingsSection(section)) notFound();
  return pages[section](await requireViewer());
}
