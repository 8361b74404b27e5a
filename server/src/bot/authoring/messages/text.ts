import type { BotMessage } from "#channel/message.ts";
import { toButtons } from "./choices.ts";
import { toModifiers, type WithButtons } from "./modifiers.ts";

/** A text, Markdown where the channel shows it. A plain string says the same without options. */
export function text(content: string, options: WithButtons = {}): BotMessage {
  return { type: "text", text: content, buttons: toButtons(options.buttons), ...toModifiers(options) };
}
