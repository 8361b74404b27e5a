import type { Plural } from "./translate.ts";

/** The texts that the script tag shows before the chat is loaded. They are separate, so that the loader stays small. */
export type LauncherStrings = {
  launcher: string;
  /** After the launcher's name, e.g. "Chat, 2 unread messages". */
  unread: Plural;
  loadFailed: string;
};

export const launcherEn: LauncherStrings = {
  launcher: "Chat",
  unread: { one: "{count} unread message", other: "{count} unread messages" },
  loadFailed: "The chat could not be loaded. Try again",
};

export const launcherFr: LauncherStrings = {
  launcher: "Discussion",
  unread: { one: "{count} message non lu", other: "{count} messages non lus" },
  loadFailed: "La discussion n’a pas pu être chargée. Réessayer",
};

export const launcherCatalogues: Record<string, LauncherStrings> = { en: launcherEn, fr: launcherFr };
