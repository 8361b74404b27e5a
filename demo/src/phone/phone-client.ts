import { useSyncExternalStore } from "react";
import type { PhoneAction, PhoneState } from "#messenger/phone-state.ts";
import type { WireEntry } from "#messenger/wire.ts";

export type PhoneView = { connected: boolean; state: PhoneState | undefined; wire: readonly WireEntry[] };

/** The phone as this page sees it, and the actions of its user. */
export type PhoneClient = {
  getView: () => PhoneView;
  subscribe: (listener: () => void) => () => void;
  perform: (action: PhoneAction) => void;
};

const shownEntries = 60;

/** Reads the phone's events. The browser reconnects by itself, and then gets all of them again. */
export function openPhone(api: string): PhoneClient {
  let view: PhoneView = { connected: false, state: undefined, wire: [] };
  const listeners = new Set<() => void>();
  const change = (part: Partial<PhoneView>): void => {
    view = { ...view, ...part };
    for (const listener of listeners) listener();
  };

  const events = new EventSource(`${api}/events`);
  events.addEventListener("open", () => change({ connected: true, wire: [] }));
  events.addEventListener("error", () => change({ connected: false }));
  events.addEventListener("state", ({ data }) => change({ state: JSON.parse(String(data)) as PhoneState }));
  events.addEventListener("wire", ({ data }) => {
    const entry = JSON.parse(String(data)) as WireEntry;
    change({ wire: [...view.wire, entry].slice(-shownEntries) });
  });

  return {
    getView: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    perform: (action) => {
      fetch(`${api}/actions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(action),
      }).catch(() => change({ connected: false }));
    },
  };
}

export function usePhone(phone: PhoneClient): PhoneView {
  return useSyncExternalStore(phone.subscribe, phone.getView);
}
