import type { Button, LinkPreview, Message, QuickReply } from "@causerie/protocol";
import type { ComponentClass, ComponentType, ReactNode } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import type { OwnPartName, OwnPartProps, Seams } from "#react/seams/feature.ts";

/** What a renderer draws, with the words that screen readers are given for it. */
export type Drawn = { readonly node: ReactNode; readonly spoken: string };

/**
 * A component, which may also say what is announced: `({ message }) => ({ node: <b>…</b>, spoken: "…" })`. To learn that, the chat calls it
 * once more, so what it does beside drawing belongs into a component of the `node`.
 */
export type Renderer<Props> = ComponentClass<Props> | ((props: Props) => ReactNode | Promise<ReactNode> | Drawn);

export type RendererProps<Type extends Message["type"]> = {
  message: Extract<Message, { type: Type }>;
  entry: MessageEntry;
};

/** `children`: the button that the chat would draw. */
export type ButtonRendererProps<Kind extends Button | QuickReply = Button | QuickReply> = {
  button: Kind;
  /** Does what a press of it does. A `url` opens in a new tab: better, draw a link to `href`. */
  press: () => void;
  /** Of a `url` that is safe to open. */
  href: string | undefined;
  children: ReactNode;
};

/** `src` is safe to load. `children`: the image that the chat would draw. */
export type ImageRendererProps = Omit<OwnPartProps["Image"], "kind">;

/** `progress`: whether more of a bot's text is coming. `children`: what the chat would draw. */
export type TextRendererProps = Omit<OwnPartProps["Text"], "by">;

/** `children`: what the chat would draw. */
export type ErrorRendererProps = OwnPartProps["Fault"];

/**
 * `href` is safe to open. `preview`: what is known of its page; undefined until that has come, and where there is nothing to say. Its `image` is at the
 * chat's server. `children`: the card that the chat would draw.
 */
export type LinkPreviewRendererProps = { href: string; preview: LinkPreview | undefined; children: ReactNode };

/** `name`: of who writes, where that is known. `children`: the dots that the chat would draw. It stands there while they write. */
export type TypingRendererProps = OwnPartProps["typing"];

/** `src` is safe to load. `children`: the picture, initials or emblem that the chat would draw. It stands in a frame, and is not read out. */
export type AvatarRendererProps = OwnPartProps["avatar"];

/** `children`: the list that the chat would draw. */
export type SourcesRendererProps = OwnPartProps["sources"];

/** `files`: their names, types and sizes. `children`: what the chat would draw, with their progress. */
export type FilesRendererProps = OwnPartProps["files"];

type BuiltIn = Exclude<Message["type"], "custom">;

/** One renderer per kind of message or part, in place of the built-in one. A message's row stays, with its author and time. */
export type Renderers = { readonly [Type in BuiltIn]?: Renderer<RendererProps<Type>> } & {
  /** The site's own kinds, by the `name` that the bot gives them. A kind without a renderer shows its `alt`. */
  readonly custom?: Readonly<Record<string, Renderer<RendererProps<"custom">>>>;
  /** Each stands alone; `default` draws those that have none. A quick reply that asks where the visitor is stays the chat's own. */
  readonly buttons?: {
    readonly default?: Renderer<ButtonRendererProps>;
    readonly url?: Renderer<ButtonRendererProps<Extract<Button, { type: "url" }>>>;
    readonly postback?: Renderer<ButtonRendererProps<Extract<Button, { type: "postback" }>>>;
    readonly quickReply?: Renderer<ButtonRendererProps<QuickReply>>;
  };
  /** Alone in a message, at the top of a card, beside the label of a button. `default` draws those that have none. */
  readonly images?: {
    readonly [Kind in "default" | OwnPartProps["Image"]["kind"]]?: Renderer<ImageRendererProps>;
  };
  /** The words of a bot's bubble (`default`) and of the visitor's (`user`), and the title and subtitle of a card (`phrase`). */
  readonly texts?: { readonly [Kind in "default" | "phrase" | "user"]?: Renderer<TextRendererProps> };
  /** What the page of a link is, under the text that links to it. */
  readonly linkPreview?: Renderer<LinkPreviewRendererProps>;
  /** A message that could not be drawn, or was not sent. */
  readonly error?: Renderer<ErrorRendererProps>;
  /** That the bot or a person is writing, with the feature `face`. */
  readonly typing?: Renderer<TypingRendererProps>;
  /** Who speaks, with the feature `face`. */
  readonly avatar?: Renderer<AvatarRendererProps>;
  /** The sources of an answer. */
  readonly sources?: Renderer<SourcesRendererProps>;
  /** The files of a visitor's message, and the words that were said with them. */
  readonly files?: Renderer<FilesRendererProps>;
};

/** The page's renderers as components. */
export type DrawnParts = Pick<Seams, OwnPartName> & {
  readonly [Type in BuiltIn]?: ComponentType<RendererProps<Type>>;
} & {
  readonly linkPreview?: ComponentType<LinkPreviewRendererProps>;
  readonly custom?: Readonly<Record<string, ComponentType<RendererProps<"custom">>>>;
};
