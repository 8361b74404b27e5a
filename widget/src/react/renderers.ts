import type { Message } from "@causerie/protocol";
import type { ComponentType } from "react";
import type { MessageEntry } from "#chat/chat.ts";

export type RendererProps<Type extends Message["type"]> = {
  message: Extract<Message, { type: Type }>;
  entry: MessageEntry;
};

/** One component per kind of message, in place of the built-in one. It fills the message; the bubble row stays ours. */
export type Renderers = { readonly [Type in Message["type"]]?: ComponentType<RendererProps<Type>> };
