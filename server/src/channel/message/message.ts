import type { Button } from "./button.ts";
import type { Json } from "#channel/json.ts";
import type { Link } from "./link.ts";
import type { Panel } from "./panel.ts";

/**
 * What goes out, in words that belong to no channel. Authors make these with the builders of `bot/messages.ts`.
 * @module
 */

export type { Button } from "./button.ts";

/**
 * A quick reply is offered under the newest message only. One of type `text` says its text as if it had been typed, and one of
 * type `location` sends where the person is.
 */
export type QuickReply =
  | { type: "postback"; label: string; link: Link; imageUrl?: string }
  | { type: "text"; label: string; text?: string; imageUrl?: string }
  | { type: "location"; label: string; imageUrl?: string };

/** A title, with a picture and buttons if there are any. */
export type Card = { title: string; subtitle?: string; image?: { url: string; alt: string }; buttons: Button[] };

/** The words of a film, to read: a WebVTT file. `language`: a BCP 47 tag; `label`: by which the viewer chooses it. */
export type Captions = { url: string; language: string; label: string };

/** A file in the server's own store (`turn.keepFile`): what a story has made, and nobody can fetch by an address. `blob`: its id there. */
export type StoredFile = { blob: string; name: string; mediaType: string; bytes: number };

/**
 * A picture, film, sound or file. `alt` says what it shows, for those who cannot see or load it. `captions`: of a film. It is at an address,
 * or in the server's own store: a channel sends the bytes, or makes a link that only the person can follow.
 */
export type Media = {
  kind: "image" | "video" | "audio" | "file";
  alt: string;
  name?: string;
  captions?: Captions[];
} & ({ url: string; file?: never } | { file: StoredFile; url?: never });

/** One of many things to choose from; tapping it follows its link. */
export type ListItem = { label: string; description?: string; imageUrl?: string; link: Link };

/** Degrees (WGS 84). `url` leads to a map of the author's choice; without it a channel may choose one. */
export type MapLocation = { title: string; address?: string; latitude: number; longitude: number; url?: string };

/**
 * A field of a form. Its `name` is a parameter or slot of the story that the form's link leads to. Values are texts: a `date` is
 * `2027-01-31`, a `time` is `18:30`, a `rating` is a whole number from 1 to `max`, a `consent` is `yes` or absent, and a `choice`
 * is one of its `options`. `page` is what the person consents to.
 */
export type FormField = {
  name: string;
  label: string;
  required: boolean;
  hint?: string;
  value?: string;
} & (
  | { kind: "text" | "long_text" | "email" | "telephone" }
  | { kind: "number"; min?: number; max?: number }
  | { kind: "date" | "time"; min?: string; max?: string }
  | { kind: "rating"; max: number }
  | { kind: "consent"; page?: { label: string; url: string } }
  | { kind: "choice"; options: { label: string; value: string }[] }
);

/** Where something was taken from. */
export type Footnote = { title: string; url?: string; excerpt?: string };

/** Where a long text stands in full, for channels on which it would be too many messages. */
export type ReadMore = { label: string; url: string };

/** How a text came about, for those who ask: hidden until they do. `seconds`: how long it took. */
export type Reasoning = { text: string; seconds?: number };

/** Makes a text a long one that is opened beside the conversation, under this title. */
export type Document = { title: string };

/**
 * Asks how content the person is. The answer is an event `feedback` with this `question`. `comment`: asks for words beside it,
 * where the channel can.
 */
export type Rating = { question: string; scale: "stars" | "thumbs"; comment?: string };

/** What every kind of message can have besides. */
export type Modifiers = {
  quickReplies: QuickReply[];
  footnotes?: Footnote[];
  rating?: Rating;
  /** What the person may ask for while it is the newest: another answer (`regenerate`), or to change their message (`edit`). */
  may?: string[];
  /** Milliseconds of "is typing" before the message appears. */
  delay?: number;
  /** Stands for the message where its kind cannot be shown. */
  alt?: string;
  /** What a voice says in its place. Plain text. */
  speak?: string;
  /** Facts about it for the code of the page around the chat, by name. Channels without such a page leave it out. */
  metadata?: Readonly<Record<string, string>>;
  on?: NativeOverrides;
};

/** Anything a bot can say, in words of no channel. The builders make these. */
export type BotMessage = Modifiers &
  (
    | {
        type: "text";
        text: string;
        buttons: Button[];
        readMore?: ReadMore;
        reasoning?: Reasoning;
        document?: Document;
      }
    | { type: "card"; card: Card }
    | { type: "carousel"; cards: Card[] }
    | { type: "media"; media: Media; caption?: string; buttons: Button[] }
    | { type: "list"; text: string; items: ListItem[] }
    | { type: "location"; location: MapLocation; buttons: Button[] }
    /** Filled in, it is a tap on `submit.link` with the fields added to its parameters. */
    | { type: "form"; text: string; fields: FormField[]; submit: { label: string; link: Link } }
    /** A message that a site's own widget knows how to show, by `name`; everyone else gets `alt`. */
    | { type: "custom"; name: string; data: Json; alt: string }
    /** Parts that the story describes. `alt`: its words, where parts cannot be shown. */
    | { type: "panel"; panel: Panel; alt: string }
  );

/** A message in one channel's own words. Made by that connector's builder, which types the payload. */
export type NativeMessage<Channel extends string = string> = { channel: Channel; payload: unknown };

/**
 * By channel: what that channel sends instead of the neutral message. The connectors of this package add their channels
 * to this interface, so that a message for one does not compile under another; other channels take what they are given.
 */
export interface NativeOverrides {
  // With undefined, so that those who compile without exactOptionalPropertyTypes may add channels, too.
  readonly [channel: string]: readonly NativeMessage[] | undefined;
}
