import type { BrowserPage, BrowserPageSignal } from "@causerie/widget/chat/browser/browser-page.ts";

/** A browser page whose signals the test gives. */
export type ChatPage = BrowserPage & {
  online: boolean;
  say(signal: BrowserPageSignal): void;
  listeners(): number;
};

export function createChatPage(): ChatPage {
  const listeners = new Set<(signal: BrowserPageSignal) => void>();
  const page: ChatPage = {
    online: true,
    isOnline: () => page.online,
    listen(receive) {
      listeners.add(receive);
      return () => void listeners.delete(receive);
    },
    say(signal) {
      if (signal === "online" || signal === "offline") page.online = signal === "online";
      for (const receive of listeners) receive(signal);
    },
    listeners: () => listeners.size,
  };
  return page;
}
