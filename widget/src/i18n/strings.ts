import type { ExtraStrings } from "./extra-strings.ts";
import { type LauncherStrings, launcherEn } from "./launcher-strings.ts";
import { createTranslator, type Plural, type Translator } from "./translate.ts";

/** Every text of the interface. The texts of the extra parts are loaded with those parts. `strings` replaces any of them. */
export type Strings = ChatStrings & Partial<ExtraStrings>;

export type ChatStrings = LauncherStrings & {
  /** After the launcher's name, e.g. "Chat, 2 unread messages". */
  unread: Plural;
  heading: string;
  close: string;
  thread: string;
  empty: string;
  youSaid: string;
  botSaid: string;
  agentSaid: string;
  /** Said by a bot or agent with a name. */
  someoneSaid: string;
  typing: string;
  suggestions: string;
  suggestionsAre: string;
  inputLabel: string;
  placeholder: string;
  send: string;
  stop: string;
  stopping: string;
  charactersLeft: Plural;
  charactersOver: Plural;
  waiting: string;
  sending: string;
  sent: string;
  notSent: string;
  stopped: string;
  carouselOf: Plural;
  newTab: string;
  sharedLocation: string;
  /** The text of a button, in place of a part whose code did not arrive. */
  partFailed: string;
  connectionLost: string;
  offline: string;
  connectedAgain: string;
  /** The server gets too many requests or messages, of this visitor or of others. */
  busy: string;
  tooManyTabs: string;
  serverFails: string;
  refused: string;
  siteRefused: string;
  outdated: string;
  /** Only who is signed in on the page may use the chat. */
  signIn: string;
  signInFailed: string;
};

export const en: ChatStrings = {
  ...launcherEn,
  unread: { one: "{count} unread message", other: "{count} unread messages" },
  heading: "Chat with us",
  close: "Close chat",
  thread: "Conversation",
  empty: "How can we help?",
  youSaid: "You said:",
  botSaid: "Assistant said:",
  agentSaid: "Agent said:",
  someoneSaid: "{name} said:",
  typing: "An answer is being written",
  suggestions: "Suggested answers",
  suggestionsAre: "Suggested answers: {list}",
  inputLabel: "Your message",
  placeholder: "Write a message…",
  send: "Send",
  stop: "Stop the answer",
  stopping: "Stopping the answer…",
  charactersLeft: { one: "{count} character left", other: "{count} characters left" },
  charactersOver: { one: "{count} character too many", other: "{count} characters too many" },
  waiting: "Waiting to send",
  sending: "Sending",
  sent: "Sent",
  notSent: "Not sent",
  stopped: "This answer was cut short.",
  carouselOf: { one: "{count} card", other: "{count} cards" },
  newTab: "(opens in a new tab)",
  sharedLocation: "A shared place",
  partFailed: "This part could not be loaded. Try again",
  connectionLost: "The connection is lost. Trying again…",
  offline: "You are offline. Your messages will be sent once you are back.",
  connectedAgain: "Connected again.",
  busy: "Very busy right now. Trying again soon…",
  tooManyTabs: "The chat is open in too many tabs. Close some of them.",
  serverFails: "The chat has a problem. Trying again…",
  refused: "This chat is not available right now.",
  siteRefused: "This chat is not set up for this site.",
  outdated: "This version of the chat is too old. Reload the page.",
  signIn: "Sign in to use this chat.",
  signInFailed: "Signing in failed. Trying again…",
};

export type Translate = Translator<ChatStrings>;

/** Whether all texts are in the language of this locale, so that none has to be English in its place. */
export function isComplete(strings: Partial<Strings>, locale: string): boolean {
  return /^en\b/.test(locale) || Object.keys(en).every((key) => key in strings);
}

/** @returns a function that gives the text for a key: one of `strings`, which are in the locale's language, else the English one. */
export function createTranslate(locale: string, strings: Partial<Strings> = {}): Translate {
  return createTranslator(en, strings, locale);
}
