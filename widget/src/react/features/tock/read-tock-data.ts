import type { Message } from "@causerie/protocol";

export type TockData = { html: string; message: Message | undefined };

/** What the connection to Tock has made. A bot may send a message of the same name: `message` counts only with its parts. */
export function readTockData(data: unknown): TockData | undefined {
  const { html, message } = Object(data) as Record<string, unknown>;
  return typeof html === "string" ? { html, message: isMessage(message) ? message : undefined } : undefined;
}

function isMessage(input: unknown): input is Message {
  const { type } = Object(input) as { type?: unknown };
  return type === "text" || type === "card" || type === "carousel" || type === "media";
}
