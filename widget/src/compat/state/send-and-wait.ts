import type { TockChat } from "./connect.ts";

/** Resolves when the server has what was sent. What cannot be sent stays on the screen with a button that tries again. */
export function sendAndWait(chat: TockChat, send: () => void): Promise<void> {
  let key: string | undefined;
  const stop = chat.on("acted", ({ entry }) => (key = entry.key));
  send();
  stop();
  return new Promise((resolve) => {
    const look = (): void => {
      const entry = chat.getState().entries.findLast((each) => each.key === key);
      const isOpen = entry?.type === "visitor" && ["waiting", "sending"].includes(entry.delivery.type);
      if (isOpen) return;
      end();
      resolve();
    };
    const end = chat.subscribe(look);
    look();
  });
}
