import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useEngine, usePending } from "#inbox/engine/use-inbox.ts";
import type { OpenCase } from "#inbox/state/inbox-state.ts";
import { toTimeline } from "#inbox/state/timeline.ts";
import { useTexts } from "#i18n/texts.ts";
import { announce } from "#parts/announce.tsx";
import { LogItem } from "./LogItem.tsx";

/** Pixels from the end within which somebody reads the newest. */
const nearEnd = 60;

export function Log({ open }: { open: Extract<OpenCase, { phase: "ready" }> }): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const pending = usePending().filter(({ conversationId }) => conversationId === open.id);
  const { entries, notes, hasEarlier, row } = open.conversation;
  const items = toTimeline(entries, notes, pending);
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [hasBelow, setBelow] = useState(false);
  const lastSeq = entries.at(-1)?.seq;

  useEffect(() => announceNew(engine.store.get().open, lastSeq), [engine, lastSeq]);
  useKeptPosition(log, entries[0]?.seq);
  useEffect(() => {
    const scroll = (): void => {
      if (isAtEnd.current) log.current?.scrollTo({ top: log.current.scrollHeight });
      else setBelow(true);
    };
    // Also when a picture has come, or the text below grows.
    const observer = new ResizeObserver(scroll);
    for (const element of [log.current, content.current]) if (element !== null) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const watch = (): void => {
    const { current } = log;
    if (current === null) return;
    isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < nearEnd;
    if (isAtEnd.current) setBelow(false);
  };
  const toEnd = (): void => log.current?.scrollTo({ top: log.current.scrollHeight });

  return (
    <div className="log-frame">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- whoever has no mouse scrolls it by its keys */}
      <div className="log" ref={log} role="log" aria-live="off" aria-label={t("log")} tabIndex={0} onScroll={watch}>
        <div ref={content}>
          {hasEarlier && (
            <button
              type="button"
              className="button quiet earlier"
              disabled={open.isLoadingEarlier}
              onClick={() => void engine.readEarlier()}
            >
              {open.isLoadingEarlier ? t("loading") : t("earlier")}
            </button>
          )}
          <ol>
            {items.map((item) => (
              <LogItem key={item.key} item={item} visitorName={row.visitorName} />
            ))}
          </ol>
          <p className="visitor-typing" role="status">
            {open.isVisitorTyping ? t("visitorWrites", { name: row.visitorName }) : ""}
          </p>
        </div>
      </div>
      {hasBelow && (
        <button type="button" className="button to-end" onClick={toEnd}>
          {t("toEnd")}
        </button>
      )}
    </div>
  );
}

/** Earlier entries come above what is read, which stays where it is. */
function useKeptPosition(log: { readonly current: HTMLDivElement | null }, firstSeq: number | undefined): void {
  const before = useRef({ firstSeq, height: 0 });
  useLayoutEffect(() => {
    const { current } = log;
    if (current === null) return;
    const { firstSeq: last, height } = before.current;
    if (last !== undefined && firstSeq !== undefined && firstSeq < last && height > 0)
      current.scrollBy({ top: current.scrollHeight - height, behavior: "instant" });
    before.current = { firstSeq, height: current.scrollHeight };
  });
}

/** What a visitor has just said. What was there when the conversation was opened is read like any text. */
const announced = new Map<string, number>();
function announceNew(open: OpenCase | undefined, lastSeq: number | undefined): void {
  if (open?.phase !== "ready" || lastSeq === undefined) return;
  const known = announced.get(open.id);
  announced.set(open.id, lastSeq);
  if (known === undefined) return;
  const { entries, row } = open.conversation;
  for (const { seq, by, text } of entries)
    if (seq > known && by.role === "visitor") announce(`${row.visitorName}: ${text}`);
}
