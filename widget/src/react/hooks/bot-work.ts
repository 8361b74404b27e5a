import type { ChatState } from "#chat/chat.ts";

/** `thinking`: the bot works, and no text of the answer is there yet. `writing`: its text is growing. */
export type BotWork = "none" | "thinking" | "writing";

export function botWork({ entries, typing }: ChatState): BotWork {
  const last = entries.findLast((entry) => entry.type === "message");
  if (last?.progress !== "streaming") return typing ? "thinking" : "none";
  return last.message.type === "text" && last.message.text === "" ? "thinking" : "writing";
}
