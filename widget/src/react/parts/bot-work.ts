import type { ChatState } from "#chat/chat.ts";

/** `thinking`: an answer is under way of which nothing can be read yet. `writing`: its text is growing. */
export type BotWork = "none" | "thinking" | "writing";

export function botWork({ entries, typing }: ChatState): BotWork {
  const last = entries.findLast((entry) => entry.type === "message");
  if (last?.progress !== "streaming") return typing ? "thinking" : "none";
  return last.message.type === "text" && last.message.text === "" ? "thinking" : "writing";
}
