import type { Message } from "@causerie/protocol";
import type { ComponentType } from "react";
import type { MessageEntry } from "#chat/chat.ts";

export type RendererProps<Type extends Message["type"]> = {
  message: Extract<Message, { type: Type }>;
  entry: MessageEntry;
};

type BuiltIn = Exclude<Message["type"], "custom">;

/** One component per kind of message, in place of the built-in one. It draws the content; the row around it stays. */
export type Renderers = { readonly [Type in BuiltIn]?: ComponentType<RendererProps<Type>> } & {
  /** The site's own kinds, by the `name` that the bot gives them. A kind without a component shows its `alt`. */
  readonly custom?: Readonly<Record<string, ComponentType<RendererProps<"custom">>>>;
};
