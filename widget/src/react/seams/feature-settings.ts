/**
 * What a page sets for features: in React `settings`, in the element properties of these names or attributes such as `bot-name`, on
 * the script tag `data-bot-name`. A change is drawn at once.
 */
export type FeatureSettings = {
  /** The bot's name, for `face` and `about`. */
  botName?: string | undefined;
  /** Address of the bot's picture, for `face`. */
  picture?: string | undefined;
  /** The line under the title, unless a person is here, for `face`. */
  status?: string | undefined;
  /** "Usually replies in …", for `face`: `a few minutes`. */
  replies?: string | undefined;
  /** When the team is there, in the plain part of OpenStreetMap's `opening_hours`, for `face`. */
  hours?: string | undefined;
  /** Of the hours, such as `Europe/Paris`. Default: the visitor's. */
  timeZone?: string | undefined;
  /** The title of an empty conversation, for `welcome`. */
  welcome?: string | undefined;
  /** A text under it. */
  welcomeText?: string | undefined;
  /** What others begin with, for `welcome`: a list, its JSON, or one label a line. */
  starters?: string | readonly (string | Starter)[] | undefined;
  /** Who runs the chat, for `about`. */
  operator?: string | undefined;
  /** Address of the page about privacy, for `about`. */
  privacy?: string | undefined;
  /** A text above all of `about`. */
  aboutText?: string | undefined;
  /** `on`: sounds unless the visitor has switched it off, for `sound`. */
  sound?: "on" | "off" | boolean | undefined;
  /** `text`: a notification shows the answer's words, for `notifications`. */
  notifications?: string | undefined;
  /** Address of the service worker, for `push`. Default `/causerie-sw.js`. */
  pushWorker?: string | undefined;
  /** The longest voice note in seconds, 5 to 600, for `voice-notes`. Default 120. */
  voiceNoteSeconds?: number | string | undefined;
  /** Sends by itself at the end of speech, for `dictation`. */
  dictationSend?: boolean | string | undefined;
  /** Address of the page of the site that shows the chat in a window of its own, for `pop-out`. */
  popOut?: string | undefined;
  /** A text that the bot is sent so that it begins, for `opening`. */
  openingMessage?: string | undefined;
  /** Buttons of the page beside the field to write in, for `composer-actions`. It has no attribute. */
  composerActions?: readonly ComposerAction[] | undefined;
};

/** A suggestion to begin with. `text` is what is sent; default the label. `link` is sent in its place, as a button of the bot would. */
export type Starter = { label: string; text?: string; link?: string };

/** A button of the page beside the field to write in. */
export type ComposerAction = {
  /** What screen readers say, and what stands at it where buttons are in a list. */
  readonly label: string;
  /** Its icon: the `d` of an SVG path that is drawn as a line in a square of 24. Default: a plus in a circle. */
  readonly icon?: string | undefined;
  /** The visitor has pressed it. What it throws, or rejects with, is reported to the page (`window.onerror`). */
  readonly press: (field: ComposerField) => unknown;
};

/** The field to write in. It may be kept, and always shows the present. */
export type ComposerField = {
  /** What the visitor has written and not sent. */
  readonly text: string;
  setText(text: string): void;
  /** Does what Enter does: sends the text and what is attached, or nothing where that cannot be sent now. */
  send(): void;
  focus(): void;
};
