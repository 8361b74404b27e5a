import type { BotMessage } from "#channel/message.ts";
import { toButtons } from "./choices.ts";
import { toModifiers, type WithButtons } from "./modifiers.ts";

export function text(content: string, options: WithButtons = {}): BotMessage {
  return { type: "text", text: content, buttons: toButtons(options.buttons), ...toModifiers(options) };
}
