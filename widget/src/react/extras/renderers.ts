import type { Message } from "@causerie/protocol";
import type { ComponentType } from "react";
import type { Chat, MessageEntry } from "#chat/chat.ts";

export type RendererProps<Type extends Message["type"]> = {
  message: Extract<Message, { type: Type }>;
  entry: MessageEntry;
};

/**
 * Draws a message of the site's own kind into the (empty) element. `data` is what the bot sent with it, in whatever form:
 * check it. @returns nothing, or a function to call when the element is about to go.
 */
export type DrawCustom = (element: HTMLElement, data: unknown, chat: Chat) => void | (() => void);

/** What a page without React draws itself, by the name that the bot gives it. */
export type PageRenderers = Readonly<Record<string, DrawCustom>>;

type BuiltIn = Exclude<Message["type"], "custom">;

/** One component per kind of message, in place of the built-in one. It fills the message; the bubble row stays ours. */
export type Renderers = { readonly [Type in BuiltIn]?: ComponentType<RendererProps<Type>> } & {
  /** The site's own kinds, by the `name` that the bot gives them. One without a component shows its `alt`. */
  readonly custom?: Readonly<Record<string, ComponentType<RendererProps<"custom">>>>;
};
