/** Owns: what axe is asked, and in which looks. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

export const looks = [
  { theme: "light", width: 1440 },
  { theme: "dark", width: 1440 },
  { theme: "dark", width: 390 },
  { theme: "light", width: 390 },
] as const;

/** What axe calls serious or critical, in light and dark, wide and narrow. */
export async function expectAccessible(page: Page, given: readonly (typeof looks)[number][] = looks): Promise<void> {
  const found: string[] = [];
  for (const { theme, width } of given) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      for (const { html, any } of nodes.slice(0, 3))
        found.push(`${theme} ${width}: ${id}: ${html.slice(0, 200)} ${any[0]?.message}`);
    }
  }
  expect(found).toEqual([]);
}
