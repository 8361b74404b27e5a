/** The texts that the script tag shows before the chat is loaded. They are separate, so that the loader stays small. */
export type LauncherStrings = {
  launcher: string;
  loadFailed: string;
};

export const launcherEn: LauncherStrings = {
  launcher: "Chat",
  loadFailed: "The chat could not be loaded. Try again",
};

/**
 * The languages of `locales`, and in each the name of the launcher, which is there before those are loaded.
 * Their other texts would not fit into the script tag.
 */
export const launcherNames: Readonly<Record<string, string>> = {
  ar: "محادثة",
  de: "Chat",
  es: "Chat",
  fr: "Discussion",
  he: "צ׳אט",
  it: "Chat",
  ja: "チャット",
  nl: "Chat",
  pl: "Czat",
  pt: "Chat",
};
