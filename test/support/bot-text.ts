/** A text of the bot as logs keep it, on the server and on the wire, before it has its number. */
export function botText(text: string, messageId = `m-${text}`) {
  return {
    type: "message" as const,
    messageId,
    author: { role: "bot" as const },
    message: { type: "text" as const, text, buttons: [], quickReplies: [] },
  };
}
