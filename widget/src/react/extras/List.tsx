import type { ListItem } from "@causerie/protocol";
import { type ReactNode, useId, useRef, useState } from "react";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { safeMediaUrl } from "#react/message/safe-url.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { useExtraText } from "./extra-text.ts";

/** The number of items that are shown at first. */
const few = 8;
/** From this number on, typing a word is quicker than reading all items. */
const many = 12;

/** A choice among many items. It stays, so that another item can be chosen later. */
export function List({ items }: { items: readonly ListItem[] }): ReactNode {
  const t = useExtraText();
  const [words, setWords] = useState("");
  const [all, setAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const listId = useId();
  const isSearching = words.trim() !== "";
  const found = searchItems(items, words);
  const shown = all || isSearching ? found : found.slice(0, few);

  useBrowserLayoutEffect(() => {
    // The new items stand before the button that brought them, so the focus moves to the first of them.
    if (all) list.current?.querySelectorAll("button")[few]?.focus({ preventScroll: true });
  }, [all]);

  return (
    <div className="causerie-list-box" part="list" data-hold="">
      {items.length >= many && (
        <input
          type="search"
          className="causerie-control"
          aria-label={t("listFilter")}
          placeholder={t("listFilter")}
          aria-controls={listId}
          autoComplete="off"
          enterKeyHint="done"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <ul ref={list} id={listId} className="causerie-items">
        {shown.map((item, index) => (
          <li key={index}>
            <Choice item={item} />
          </li>
        ))}
      </ul>
      {items.length > few && !isSearching && (
        <button
          type="button"
          className="causerie-link-button"
          aria-expanded={all}
          aria-controls={listId}
          onClick={() => setAll(!all)}
        >
          {all ? t("listFewer") : t("listAll", { count: items.length })}
        </button>
      )}
      <output className={found.length > 0 ? "causerie-sr" : "causerie-hint"}>
        {isSearching ? t("listFound", { count: found.length }) : ""}
      </output>
    </div>
  );
}

function Choice({ item }: { item: ListItem }): ReactNode {
  const chat = useChat();
  const src = item.imageUrl === undefined ? undefined : safeMediaUrl(item.imageUrl);
  return (
    <button
      type="button"
      className="causerie-item"
      part="list-item"
      onClick={(event) => {
        if (!isMeant(event)) return;
        focusPanel(event.currentTarget); // The answer comes below. The thread would not scroll to it while the focus is in a list.
        chat.sendPostback(item);
      }}
    >
      {src !== undefined && <img src={src} alt="" loading="lazy" decoding="async" width={40} height={40} />}
      <span className="causerie-item-text" dir="auto">
        <span>{item.label}</span>
        {item.description !== undefined && <span className="causerie-card-subtitle">{item.description}</span>}
      </span>
    </button>
  );
}

/** The items that have every word in their label or description. Case and accents do not count. */
export function searchItems(items: readonly ListItem[], words: string): readonly ListItem[] {
  const wanted = normalize(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return items;
  return items.filter(({ label, description = "" }) => {
    const text = normalize(`${label} ${description}`);
    return wanted.every((word) => text.includes(word));
  });
}

/** Lower case, without accents. */
function normalize(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
