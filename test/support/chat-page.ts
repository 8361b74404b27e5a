import type { Page, PageSignal } from "@causerie/widget/chat/state/page.ts";

/** A browser page whose signals the test gives. */
export type ChatPage = Page & {
  online: boolean;
  say(signal: PageSignal): void;
  listeners(): number;
};

export function createChatPage(): ChatPage {
  const listeners = new Set<(signal: PageSignal) => void>();
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
