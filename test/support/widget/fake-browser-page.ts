import type { BrowserPage, BrowserPageSignal } from "@causerie/widget/chat/browser/browser-page.ts";

/** A browser page whose signals the test gives. */
export type FakeBrowserPage = BrowserPage & {
  online: boolean;
  send(signal: BrowserPageSignal): void;
  listeners(): number;
};

export function createFakeBrowserPage(): FakeBrowserPage {
  const listeners = new Set<(signal: BrowserPageSignal) => void>();
  const page: FakeBrowserPage = {
    online: true,
    isOnline: () => page.online,
    network: () => "",
    listen(receive) {
      listeners.add(receive);
      return () => void listeners.delete(receive);
    },
    send(signal) {
      if (signal === "online" || signal === "offline") page.online = signal === "online";
      for (const receive of listeners) receive(signal);
    },
    listeners: () => listeners.size,
  };
  return page;
}
