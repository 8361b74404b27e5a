import type { ChatContextValues, GetHeaders } from "#chat/chat.ts";
import type { GetToken } from "#chat/sign-in/ask-token.ts";
import type { Greeting, ProactiveRule } from "#attention/proactive/rules.ts";
import type { Strings } from "#i18n/strings.ts";
import type { PageRenderers } from "#react/extras/page-renderers.ts";

export type { DrawCustom, PageRenderer } from "#react/extras/page-renderers.ts";

export type ChatMode = "floating" | "inline" | "page";
export type ChatTheme = "auto" | "light" | "dark";
export type ChatPosition = "end" | "start";

/** The options of the element, from its attributes. */
export type ChatElementOptions = {
  /** Address of the server's web connector. */
  endpoint: string;
  /** What the server speaks: `tock` for the web connector of Tock. Default our own protocol. */
  protocol: string | undefined;
  /** In a corner above the page, in its own place in the page, or as high as the screen. */
  mode: ChatMode;
  /** Light, dark, or what the page and the visitor's system say. */
  theme: ChatTheme;
  /** The corner of the launcher: where a line of text ends, or where it starts. */
  position: ChatPosition;
  /** Language tag. Default: the page's language. */
  locale: string | undefined;
  /** Title of the window. */
  heading: string | undefined;
  /** The campaign or deep link that brought the visitor. */
  referral: string | undefined;
  /** Any CSS colour. The text on it is black or white, whichever is easier to read. */
  accent: string | undefined;
  /** Whether the visitor is asked for an opinion about the newest answer. */
  feedback: boolean;
  /** What the chat can do beyond texts, by names with spaces between. */
  features: string | undefined;
};

export const attributeNames = [
  // A change of these begins another conversation.
  "endpoint",
  "protocol",
  "referral",
  "locale",
  // Of these none.
  "mode",
  "theme",
  "position",
  "heading",
  "accent",
  "feedback",
  "features",
] as const;

type AttributeName = (typeof attributeNames)[number];
export type Attributes = Readonly<Record<AttributeName, string | undefined>>;

/** The values of all attributes. */
export function readAttributes(read: (name: AttributeName) => string | null | undefined): Attributes {
  return Object.fromEntries(attributeNames.map((name) => [name, read(name) ?? undefined])) as Attributes;
}

/** Everything is optional, and an unknown word means the default: a typing error must not leave a page without chat. */
export function readOptions(read: (name: AttributeName) => string | null): ChatElementOptions {
  const given = readAttributes(read);
  return {
    ...given,
    endpoint: given.endpoint ?? "/web",
    mode: oneOf(["floating", "inline", "page"], given.mode),
    theme: oneOf(["auto", "light", "dark"], given.theme),
    position: oneOf(["end", "start"], given.position),
    feedback: (given.feedback ?? "false") !== "false",
  };
}

export const ownNames = ["strings", "renderers", "getToken", "headers", "context"] as const;

/** What the page gives by properties of these names. */
export type Own = {
  /** Texts in place of the built-in ones. */
  strings?: OwnStrings | undefined;
  /** The page's own kinds of messages, by the name that the bot gives them. A kind without a renderer shows its `alt`. */
  renderers?: PageRenderers | undefined;
  /** Gives the token of the person who is signed in on the page. */
  getToken?: GetToken | string | undefined;
  /** Gives headers for every request. */
  headers?: GetHeaders | undefined;
  /** What the page knows, such as the product it shows. */
  context?: ChatContextValues | undefined;
};

/** What the page says by itself with the feature `proactive`, as a bubble beside the launcher. */
export type SaidByPage = {
  /** In place of the rules of the server's configuration. */
  proactive?: readonly ProactiveRule[] | undefined;
  /** Said now. */
  greeting?: Greeting | string | undefined;
};

export type OwnStrings = Partial<Strings>;

function oneOf<Word extends string>(words: readonly [Word, ...Word[]], value: string | undefined): Word {
  return words.find((word) => word === value) ?? words[0];
}
