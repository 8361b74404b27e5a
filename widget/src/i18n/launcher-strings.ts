/** The texts that the script tag shows before the chat is loaded. They are separate, so that the loader stays small. */
export type LauncherStrings = {
  launcher: string;
  loadFailed: string;
};

export const launcherEn: LauncherStrings = {
  launcher: "Chat",
  loadFailed: "The chat could not be loaded. Try again",
};

export const launcherFr: LauncherStrings = {
  launcher: "Discussion",
  loadFailed: "La discussion n’a pas pu être chargée. Réessayer",
};

export const launcherCatalogues: Record<string, LauncherStrings> = { en: launcherEn, fr: launcherFr };
