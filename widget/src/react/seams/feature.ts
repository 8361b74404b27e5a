import type { Button, Message, OwnFile, QuickReply } from "@causerie/protocol";
import type { ComponentType, ReactNode, RefObject } from "react";
import type { Entry, MessageEntry, VisitorEntry } from "#chat/chat.ts";
import type { ShownFile } from "#chat/files/shown-file.ts";

/** What the composer gives to the features that stand in it. */
export type ComposerSeamProps = {
  text: string;
  setText: (text: string) => void;
  /** Does what Enter does. */
  send: () => void;
  /** From now on sending calls this instead, with the text, also where there is none. Undefined: back to the text alone. */
  takeSending: (send: ((text: string) => void) | undefined) => void;
  input: RefObject<HTMLTextAreaElement | null>;
};

export type LightboxProps = {
  /** `alt`: what it shows, for one that is not in the thread. */
  start: PictureId & { alt?: string };
  onClose: () => void;
};

/** A picture of the thread, by the `key` of its entry: with its address, or as the file in this place of a visitor's message. */
export type PictureId = { entryKey: string; url?: string | undefined; index?: number | undefined };
/** `language`: the word behind the fence. `growing`: more of it is coming. */
export type CodeProps = { source: string; language: string | undefined; growing: boolean };

/** `draw`: what the chat would draw for a text. */
export type TextPieceProps = { text: string; draw: (text: string) => ReactNode };

/** The parts that a page or a feature may draw in its own manner. `children`: what the chat would draw. */
export type OwnPartProps = {
  Button: { button: Button; children: ReactNode };
  QuickReply: { reply: QuickReply; children: ReactNode };
  /** `kind`: alone in a message, at the top of a card, or beside a label. `src`: safe to load. */
  Image: { kind: "standalone" | "card" | "icon"; src: string; alt: string; children: ReactNode };
  /** The words of a bubble. */
  Text: { by: "bot" | "visitor"; text: string; progress?: MessageEntry["progress"]; children: ReactNode };
  /** Words that stand in one row, such as the title of a card. */
  Phrase: { text: string; children: ReactNode };
  /** What says that a message could not be drawn, or was not sent. `retry` does that again. */
  Fault: { reason: "drawing" | "sending"; entryKey: string; text: string; retry: () => void; children: ReactNode };
  // The next four have the names of the page's renderers, which so need no code between.
  /** In place of three dots, with the feature `face`: who writes, where that is known. It stands there only while they do. */
  typing: { name?: string | undefined; children: ReactNode };
  /** Inside the frame of who speaks. `src`: safe to load. */
  avatar: { name: string; src: string | undefined; children: ReactNode };
  /** The sources of an answer. */
  sources: { sources: readonly Source[]; children: ReactNode };
  /** The files of a visitor's message, with the words that were said with them. */
  files: { entryKey: string; files: readonly ShownFile[]; text: string | undefined; children: ReactNode };
  /** What screen readers are given. Without `entry` it is about something else than a message. */
  Announced: { entry: MessageEntry | undefined; children: ReactNode };
};

/** `href`: safe to open. */
export type Source = { title: string; excerpt: string | undefined; href: string | undefined };

export type OwnPartName = keyof OwnPartProps;

/** The places in the chat that features fill, and what each gets. Features that fill the same place stand in the order of their table. */
export type SeamProps = {
  /** In place of the emblem. */
  HeaderFace: object;
  /** A line under the title. */
  HeaderStatus: object;
  /** Before the button that closes. */
  HeaderEnd: object;
  /** Inside the header's menu. */
  MenuItems: { onDone: () => void };
  /** Over the thread and the composer. */
  Screen: object;
  ThreadStart: object;
  /** In place of the greeting of an empty conversation. */
  Empty: object;
  /** Above a message, such as a divider. */
  BeforeMessage: { entry: Entry };
  /** Beside a message, such as a picture. `position`: among neighbours of one author. */
  MessageStart: { entry: Entry; position: "single" | "first" | "middle" | "last" };
  /** Acts on a message. `newest`: of its author. */
  MessageFoot: { entry: Entry; newest: boolean };
  /** A quick reply that is more than words. It is fetched when such a message comes, also where the page has not named its feature. */
  Reply: { reply: Extract<QuickReply, { type: "location" }> };
  /** A piece of a bot's text that has no marks. */
  TextPiece: TextPieceProps;
  /** In a block of code, before the code. */
  CodeStart: { source: string };
  /** In place of the code. */
  Code: CodeProps;
  /** In place of the three dots. */
  Typing: object;
  ThreadEnd: object;
  ComposerAbove: ComposerSeamProps;
  ComposerStart: ComposerSeamProps;
  ComposerEnd: ComposerSeamProps;
  /** In place of what announces the number of unread messages while the panel is closed. */
  Unread: object;
  /** The files of a visitor's message, fetched with the first of them. */
  VisitorFiles: { entry: VisitorEntry };
  /** A file that the bot has made, fetched with the first of them. */
  OwnFile: { file: OwnFile };
  /** A picture in full size, fetched when the first is pressed. */
  Lightbox: LightboxProps;
  /** Always there, also while the panel is closed. */
  Outside: { open: boolean };
} & OwnPartProps;

export type SeamName = keyof SeamProps;

/** One component for each place that is filled. */
export type Seams = { readonly [Name in SeamName]?: ComponentType<SeamProps[Name]> } & {
  /** In place of the component that draws a bot's text, where features draw in it. */
  readonly RichText?: ComponentType<{ text: string; progress?: "complete" | "streaming" | "stopped" }>;
  /** What features change in a bot's text before its marks are read. */
  readonly prepare?: (text: string) => string;
};

/** The parts that a message or frame of a kind needs: its feature is fetched when the first one comes, whatever the page has chosen. */
export type NeededProps = {
  Panel: { message: Extract<Message, { type: "panel" }>; entryKey: string };
  /** What the bot is doing, in place of the three dots. */
  Progress: object;
  /** What the page of a text's link is. `mark`: as the server has marked the message. */
  LinkPreview: { mark: unknown };
  /** How a text has come about. */
  Reasoning: { reasoning: unknown };
  /** What a server of Tock says beyond our own kinds of messages: HTML, links that open windows. */
  TockMessage: { message: Extract<Message, { type: "custom" }> };
  /** A long text, in place of its bubble. */
  Document: { message: Extract<Message, { type: "text" }>; progress: MessageEntry["progress"] };
};

export type NeededParts = { readonly [Name in keyof NeededProps]?: ComponentType<NeededProps[Name]> };

/** What the module of a feature exports as `feature`. */
export type Feature = {
  readonly parts: Seams;
  readonly needed?: NeededParts;
  /** Changes a bot's text before its marks are read. */
  readonly prepare?: (text: string) => string;
};

/** How the code of each feature is fetched, by its name in `features`. */
export type FeatureTable = Readonly<Record<string, () => Promise<Feature>>>;
