import type { InboxRow } from "@causerie/protocol/desk";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { whenRowMoves } from "#inbox/engine/focus.ts";
import { useEngine, useInbox } from "#inbox/engine/use-inbox.ts";
import { useTexts } from "#i18n/texts.ts";
import { Failure } from "#parts/Failure.tsx";
import type { InboxChoice } from "#routing/route.ts";
import { RowLink } from "./RowLink.tsx";
import { listTitles } from "./list-titles.ts";

/** Rows before the last one at which the next page is asked for. */
const ahead = 15;

/** Only what is in sight is drawn, of however many there are; the row that has the focus stays drawn. */
export function RowList({
  choice,
  conversation,
}: {
  choice: InboxChoice;
  conversation: string | undefined;
}): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const rows = useInbox((state) => state.rows);
  const phase = useInbox((state) => state.phase);
  const hasMore = useInbox((state) => state.next !== undefined);
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const current = indexOf(rows, active) ?? indexOf(rows, conversation) ?? 0;

  const move = (step: 1 | -1): boolean => {
    const holdsFocus = scroller.current?.contains(document.activeElement) === true;
    const from = indexOf(rows, active) ?? indexOf(rows, conversation);
    // The first press goes to where one is, and not past it.
    const to =
      from === undefined ? 0 : Math.min(rows.length - 1, Math.max(0, from + (holdsFocus || conversation ? step : 0)));
    const row = rows[to];
    if (row === undefined) return false;
    flushSync(() => setActive(row.conversationId));
    list.current?.scrollToIndex(to, { align: "nearest" });
    scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus();
    return true;
  };
  useEffect(() => whenRowMoves(move));

  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if ((step === 1 || step === -1) && move(step)) event.preventDefault();
  };
  const readMore = (): void => {
    const { current: handle } = list;
    if (handle === null || !hasMore) return;
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize);
    if (last >= rows.length - ahead) engine.readMore();
  };
  // A page may hold few rows, or none, and say that there are more.
  useEffect(readMore);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move the focus between its links, which do all else by themselves
    <div className="rows" ref={scroller} onKeyDown={press} role="group" aria-label={t(listTitles[choice.list])}>
      {phase === "failed" && (
        <Failure text={t("inboxFailed")} onRetry={() => engine.choose(engine.store.get().filter)} />
      )}
      {phase === "loading" && <p className="loading">{t("loading")}</p>}
      {phase === "ready" && rows.length === 0 && !hasMore && <p className="empty">{t("inboxEmpty")}</p>}
      {rows.length > 0 && (
        <Virtualizer
          ref={list}
          as="ul"
          item="li"
          scrollRef={scroller}
          keepMounted={[current]}
          onScroll={readMore}
          data={rows}
        >
          {(row, index) => (
            <RowLink
              key={row.conversationId}
              row={row}
              index={index}
              choice={choice}
              isOpen={row.conversationId === conversation}
              isActive={index === current}
              onFocus={() => setActive(row.conversationId)}
            />
          )}
        </Virtualizer>
      )}
    </div>
  );
}

function indexOf(rows: readonly InboxRow[], id: string | undefined): number | undefined {
  const index = id === undefined ? -1 : rows.findIndex(({ conversationId }) => conversationId === id);
  return index === -1 ? undefined : index;
}
