/** Owns: the sections of the settings, in their order. Pure data. */
export const settingsSections = [
  { id: "connections", name: "Connections" },
  { id: "models", name: "Models" },
  { id: "tools", name: "Tools" },
  { id: "keys", name: "API keys" },
  { id: "connect", name: "Connect" },
  { id: "appearance", name: "Appearance" },
  { id: "about", name: "About" },
] as const;

/** What scrolls under the head of the settings. */
export const settingsScrollerId = "settings";

export type SettingsSection = (typeof settingsSections)[number]["id"];

export function isSettingsSection(id: string): id is SettingsSection {
  return settingsSections.some((section) => section.id === id);
}
