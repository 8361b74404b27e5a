import { type FormEvent, type ReactNode, useId, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Chat, Entry, VisitorEntry } from "#chat/chat.ts";
import { replacedIn } from "#react/features/replaced.ts";
import { readField } from "#react/features/read-field.ts";
import { useTexts } from "#react/features/texts.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat, useChatState, useEntries } from "#react/hooks/use-chat.ts";
import { useAllInHand } from "#react/hooks/use-in-hand.ts";
import { useText } from "#react/text.ts";
import { Action } from "./Action.tsx";
import { texts } from "./strings.ts";

const icons = {
  again: "M18.5 12a6.5 6.5 0 1 1-2-4.7l2 1.9M18.5 5v4.2h-4.2",
  edit: "M4.5 19.5l1-4L16 5a1.5 1.5 0 0 1 2.1 0l.9.9a1.5 1.5 0 0 1 0 2.1L8.5 18.5zM14 7l3 3",
  versions: "M12 7.5V12l3 2M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4.5 8.8M4.5 4.5v4.3h4.3",
};

/** What may be asked for under the newest answer, and the visitor's message that it answers. */
type Allowed = { last: VisitorEntry | undefined; newest: Entry | undefined; may: readonly string[] };

const nothing: Allowed = { last: undefined, newest: undefined, may: [] };
const allowed = new WeakMap<readonly Entry[], Allowed>();

function allowedIn(entries: readonly Entry[]): Allowed {
  const known = allowed.get(entries) ?? find(entries);
  allowed.set(entries, known);
  return known;
}

function find(entries: readonly Entry[]): Allowed {
  const newest = entries.at(-1);
  const last = entries.findLast((entry) => entry.type === "visitor");
  if (newest?.type !== "message" || newest.progress === "streaming" || last?.delivery.type !== "sent") return nothing;
  return { last, newest, may: newest.message.may ?? [] };
}

function useAllowed(): Allowed {
  const found = allowedIn(useEntries());
  return useChatState((state) => state.typing) ? nothing : found;
}

/** Asks for another answer. The one that is there stays within reach. */
export function AgainButton({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTexts(texts);
  const chat = useChat();
  const { last, newest, may } = useAllowed();
  if (newest?.key !== entry.key || last === undefined || !may.includes("regenerate")) return null;
  return (
    <Action
      label={t("actionsAgain")}
      icon={icons.again}
      onPress={(event) => {
        if (!isMeant(event)) return;
        const { content, key: replaces } = last;
        focusPanel(event.currentTarget);
        if (content.type === "text") chat.sendText(content.text, { replaces });
        else if (content.type === "postback") chat.sendPostback({ label: content.label, link: content.link, replaces });
      }}
    />
  );
}

/** Lets the visitor write their last message anew. */
export function Edit({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTexts(texts);
  const core = useText();
  const chat = useChat();
  const id = useId();
  const begun = useAllInHand<string>("revisions");
  const [isOpen, setOpen] = useState(begun.has(entry.key));
  const asked = useRef(false);
  const { last, may } = useAllowed();
  if (entry.type !== "visitor" || entry.content.type !== "text") return null;
  if (last?.key !== entry.key || !may.includes("edit")) return null;
  const { text } = entry.content;
  const label = t("actionsEdit");
  const change = (open: boolean): void => {
    asked.current = open;
    if (open) begun.set(entry.key, text);
    else begun.delete(entry.key);
    setOpen(open);
  };
  /** The visitor has asked for the field. One that is drawn anew leaves the focus where it is. */
  const focusIt = (field: HTMLElement | null): void => {
    if (asked.current) field?.focus();
    asked.current = false;
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const changed = readField(event.currentTarget, "text");
    focusPanel(event.currentTarget);
    change(false);
    if (changed !== "" && changed !== text) chat.sendText(changed, { replaces: entry.key });
  };
  return (
    <>
      <Action label={label} icon={icons.edit} expanded={isOpen} onPress={() => change(!isOpen)} />
      {isOpen && (
        <form className="causerie-edit" onSubmit={onSubmit}>
          <label className="causerie-sr" htmlFor={id}>
            {label}
          </label>
          <textarea
            ref={focusIt}
            id={id}
            name="text"
            defaultValue={begun.get(entry.key) ?? text}
            onInput={({ currentTarget }) => void begun.set(entry.key, currentTarget.value)}
            rows={2}
            dir="auto"
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.preventDefault();
              event.stopPropagation();
              focusPanel(event.currentTarget);
              change(false);
            }}
          />
          <button type="submit" className="causerie-action-word">
            {core.t("send")}
          </button>
        </form>
      )}
    </>
  );
}

type Open = { keys: ReadonlySet<string>; listeners: Set<() => void> };
const open = new WeakMap<Chat, Open>();

/** The later messages whose earlier versions are shown. */
function useOpenVersions(): [ReadonlySet<string>, (key: string) => void] {
  const chat = useChat();
  const [subscribe, read, toggle] = useMemo(() => {
    const state = open.get(chat) ?? { keys: new Set<string>(), listeners: new Set() };
    open.set(chat, state);
    const watch = (listener: () => void) => {
      state.listeners.add(listener);
      return () => void state.listeners.delete(listener);
    };
    const change = (key: string): void => {
      state.keys = state.keys.has(key)
        ? new Set([...state.keys].filter((one) => one !== key))
        : new Set([...state.keys, key]);
      for (const listener of state.listeners) listener();
    };
    return [watch, () => state.keys, change] as const;
  }, [chat]);
  return [useSyncExternalStore(subscribe, read, read), toggle];
}

/** Hides a message that was replaced, unless the visitor wants to see it. The style sheet hides what has this mark. */
export function ReplacedMark({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTexts(texts);
  const by = replacedIn(useEntries()).get(entry.key);
  const [shown] = useOpenVersions();
  if (by === undefined) return null;
  return shown.has(by) ? <span>{t("actionsReplaced")}</span> : <span className="causerie-outdated" hidden />;
}

/** Under a message that has replaced others: shows them. */
export function VersionsButton({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTexts(texts);
  const entries = useEntries();
  const [shown, toggle] = useOpenVersions();
  const isNewer = entry.type === "visitor" && [...replacedIn(entries).values()].includes(entry.key);
  if (!isNewer) return null;
  const isShown = shown.has(entry.key);
  return (
    <Action
      label={t(isShown ? "actionsHideVersions" : "actionsVersions")}
      icon={icons.versions}
      pressed={isShown}
      onPress={() => toggle(entry.key)}
    />
  );
}
