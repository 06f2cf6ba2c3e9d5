import sansFile from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
import serifFile from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { AppShell } from "#components/shell/app-shell.tsx";
import { requireViewer } from "#lib/auth/viewer.ts";
import { readCatalogOf } from "#lib/connections/models-of-viewer.ts";
import { listConversations } from "#lib/conversations/list.ts";
import { preferencesCookie, readPreferences } from "#lib/core/preferences.ts";
import { readSettings } from "#lib/settings/store.ts";
import "./globals.css";
// Their code arrives later than the page; their looks must not.
import "#components/markdown/markdown.css";
import "#components/reasoning/reasoning.css";

/** Every response carries its own script nonce, so no page may be rendered ahead of its request. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: { default: "Aloud", template: "%s – Aloud" } };
export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
};

const firstPageSize = 50;

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Text is on the first paint; without this its faces would be found only after the style sheet.
  for (const file of [serifFile, sansFile]) preload(file, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const viewer = await requireViewer();
  const [jar, conversations, catalog, settings] = await Promise.all([
    cookies(),
    listConversations(viewer, { limit: firstPageSize }),
    readCatalogOf(viewer),
    readSettings(viewer),
  ]);
  const preferences = readPreferences(jar.get(preferencesCookie)?.value);
  const now = Date.now();
  const utcOffset = -new Date(now).getTimezoneOffset();
  return (
    <html lang="en" data-theme={preferences.theme} data-answer={preferences.answerFace}>
      <body>
        <AppShell start={{ now, utcOffset, preferences, catalog, settings, conversations }}>{children}</AppShell>
      </body>
    </html>
  );
}
