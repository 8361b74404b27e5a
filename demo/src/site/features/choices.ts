/** A feature that a visitor of the page can switch on, and what shows it. */
export type Choice = {
  /** As in `docs/features.md`. */
  feature: string;
  label: string;
  /** Where to look, or what to do, to see it. */
  hint: string;
  /** Settings of the element that it needs to be seen. */
  settings?: Readonly<Record<string, string>>;
  /** Said in the chat on request: the bot's answer shows the feature. */
  say?: string;
  isOn?: true;
};

export type Group = { title: string; choices: readonly Choice[] };

export const groups: readonly Group[] = [
  {
    title: "Who speaks",
    choices: [
      {
        feature: "face",
        label: "A face",
        hint: "Names and initials beside the messages, and a line in the header that says who is there.",
        settings: { heading: "Aubri", "bot-name": "Aubri", status: "The line's assistant" },
        say: "talk to a person",
        isOn: true,
      },
      {
        feature: "welcome",
        label: "A welcome",
        hint: "Title and starters while a conversation is empty: begin a new one in the list of conversations.",
        settings: {
          welcome: "Where to?",
          "welcome-text": "Ask for trains, fares, or what you left on board.",
          starters: '["Departures", "Fares", "Lost property"]',
        },
      },
      {
        feature: "about",
        label: "About this chat",
        hint: "In the menu: who answers, who runs the chat, what becomes of the data.",
        settings: { operator: "Aubrelle Line", privacy: "/#contact" },
      },
    ],
  },
  {
    title: "More than words",
    choices: [
      {
        feature: "files",
        label: "Files",
        hint: "Choose, drop, paste or photograph. A reload in the middle of an upload loses nothing.",
        isOn: true,
      },
      { feature: "voice-notes", label: "Voice notes", hint: "Recorded, heard again, and then sent." },
      { feature: "dictation", label: "Dictation", hint: "The browser writes what you say, where it can." },
      {
        feature: "read-aloud",
        label: "Reading aloud",
        hint: "Answers are spoken, where the browser can.",
        say: "fares",
      },
      {
        feature: "location",
        label: "Location",
        hint: "Shared only when you agree, each time. It comes by itself when a bot asks for it.",
        say: "nearest station",
      },
      {
        feature: "highlight",
        label: "Code in colours",
        hint: "Where the bot writes some.",
        say: "timetable as data",
      },
      {
        feature: "math",
        label: "Formulas",
        hint: "Drawn by the browser, read by screen readers.",
        say: "how steep is the line",
      },
    ],
  },
  {
    title: "In the visitor's hands",
    choices: [
      {
        feature: "actions",
        label: "Copy, again, change",
        hint: "Copy a message, ask for another answer, change your last words.",
        isOn: true,
      },
      { feature: "feedback", label: "Thumbs", hint: "With a comment, also on older answers.", isOn: true },
      { feature: "transcript", label: "Transcript", hint: "In the menu: read, print, save.", isOn: true },
      { feature: "restart", label: "Begin again", hint: "In the menu: a new conversation, or to be forgotten." },
      { feature: "language", label: "Language", hint: "In the menu: the chat in another language." },
      { feature: "home", label: "Several conversations", hint: "A list of them, each with what is unread." },
      { feature: "window", label: "Window", hint: "As large as you like: a button, and a corner to pull." },
      {
        feature: "pop-out",
        label: "A window of its own",
        hint: "The chat stays while you go through the site.",
        settings: { "pop-out": "/full-page" },
      },
      { feature: "receipts", label: "Seen", hint: "Once a person of the team has read what you wrote." },
    ],
  },
  {
    title: "While the chat is closed",
    choices: [
      {
        feature: "label",
        label: "A text at the launcher",
        hint: "Close the chat to see it.",
        settings: { label: "Lost something?" },
      },
      {
        feature: "preview",
        label: "The newest answer",
        hint: "Ask for a reminder, close the chat, and wait.",
        isOn: true,
      },
      { feature: "title", label: "In the tab's title", hint: "How many answers are unread.", isOn: true },
      { feature: "sound", label: "A soft sound", hint: "For an answer that nobody sees." },
      { feature: "notifications", label: "Notifications", hint: "Of the browser, asked for politely." },
    ],
  },
  {
    title: "By themselves, when the bot needs them",
    choices: [
      { feature: "media", label: "Pictures and players", hint: "As large as the screen, by keyboard.", say: "photo" },
      {
        feature: "thinking",
        label: "What the bot does",
        hint: "Steps of its work, and its reasons.",
        say: "conditions",
      },
      {
        feature: "documents",
        label: "Long texts",
        hint: "Beside the chat, with their own headings.",
        say: "conditions",
      },
      {
        feature: "link-previews",
        label: "Link previews",
        hint: "What a page is, seen by the server: the other site learns of nobody who reads.",
        say: "news",
      },
      { feature: "panels", label: "Panels", hint: "Described by the server, filled in by you.", say: "plan a trip" },
    ],
  },
];

/** These are fetched without being asked for. */
export const comesByItself = (feature: string): boolean =>
  groups.at(-1)?.choices.some((choice) => choice.feature === feature) ?? false;

/** The settings of the element, by their names. */
export function settingsOf(choices: readonly Choice[]): Record<string, string> {
  const features = choices.map(({ feature }) => feature).join(" ");
  return Object.assign(features === "" ? {} : { features }, ...choices.map(({ settings }) => settings)) as Record<
    string,
    string
  >;
}

/** The script tag that has these features. */
export function toScriptTag(choices: readonly Choice[], src: string): string {
  const data = Object.entries(settingsOf(choices)).map(([name, value]) => `  data-${name}="${escape(value)}"`);
  return data.length === 0
    ? `<script src="${src}" async></script>`
    : [`<script`, `  src="${src}"`, `  async`, ...data, `></script>`].join("\n");
}

/** In an attribute between double quotes only these two mean something. */
function escape(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
