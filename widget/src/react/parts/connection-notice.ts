import type { Connection } from "#chat/chat.ts";

/** What the visitor is told of the line. `restored` is said once and then taken away. */
export type Notice = "none" | "lost" | "offline" | "refused" | "restored";

/** A first connection is no news; the same trouble, tried again, is not told anew. */
export function nextNotice(notice: Notice, connection: Connection): Notice {
  switch (connection.type) {
    case "idle":
      return "none";
    case "connecting":
      return notice === "restored" ? "none" : notice;
    case "connected":
      return notice === "lost" || notice === "offline" ? "restored" : notice === "restored" ? "restored" : "none";
    case "waiting":
      return "lost";
    case "offline":
      return "offline";
    case "refused":
      return "refused";
  }
}
