import type { ReactNode } from "react";
import { createStore, useStore } from "#state/store.ts";

type Announcement = { text: string; count: number };

const store = createStore<Announcement, string>((last, text) => ({ text, count: last.count + 1 }), {
  text: "",
  count: 0,
});

/** Lets screen readers say it when they have finished. */
export function announce(text: string): void {
  store.dispatch(text);
}

/** Two regions by turns: the same sentence twice would change nothing in one. */
export function Announcer(): ReactNode {
  const { text, count } = useStore(store, (last) => last);
  return (
    <div className="causerie-sr">
      <p role="status">{count % 2 === 0 ? text : ""}</p>
      <p role="status">{count % 2 === 1 ? text : ""}</p>
    </div>
  );
}
