import type { InboxRow } from "@causerie/protocol/desk";
import { memo, type ReactNode } from "react";
import { queueName, useLookups } from "#inbox/engine/lookups.ts";
import { useInbox } from "#inbox/engine/use-inbox.ts";
import { useFormats, useNow } from "#i18n/times.ts";
import { type TextKey, useTexts } from "#i18n/texts.ts";
import { Link } from "#routing/Link.tsx";
import type { InboxChoice } from "#routing/route.ts";
import { RowMarks } from "./RowMarks.tsx";
import { stateTitles } from "./list-titles.ts";

type Props = {
  row: InboxRow;
  index: number;
  choice: InboxChoice;
  isOpen: boolean;
  isActive: boolean;
  onFocus: () => void;
};

const speakers: Record<NonNullable<InboxRow["lastBy"]>, TextKey | undefined> = {
  visitor: undefined,
  bot: "byBot",
  agent: "byTeam",
  system: undefined,
};

export const RowLink = memo(function RowLink({ row, index, choice, isOpen, isActive, onFocus }: Props): ReactNode {
  const t = useTexts();
  const now = useNow();
  const { span } = useFormats();
  const speaker = row.lastBy === undefined ? undefined : speakers[row.lastBy];
  return (
    <Link
      className="row"
      to={{ page: "inbox", choice, conversation: row.conversationId }}
      data-index={index}
      data-state={row.state}
      aria-current={isOpen ? "true" : undefined}
      tabIndex={isActive ? 0 : -1}
      onFocus={onFocus}
    >
      <span className="row-line">
        <strong className="row-name">{row.visitorName}</strong>
        <span className="row-age">{span(now - row.updatedAt)}</span>
      </span>
      <span className="row-words">
        {speaker !== undefined && <span className="row-by">{t(speaker)}: </span>}
        {row.lastText ?? row.summary ?? ""}
      </span>
      <RowFacts row={row} now={now} />
    </Link>
  );
}, isSame);

/** `onFocus` is made anew each time, and does the same. */
function isSame(a: Props, b: Props): boolean {
  return (
    a.row === b.row &&
    a.index === b.index &&
    a.choice === b.choice &&
    a.isOpen === b.isOpen &&
    a.isActive === b.isActive
  );
}

function RowFacts({ row, now }: { row: InboxRow; now: number }): ReactNode {
  const t = useTexts();
  const { wait } = useFormats();
  const lookups = useLookups();
  const me = useInbox((state) => state.me);
  return (
    <span className="row-facts">
      {row.waitingSince !== undefined ? (
        <span className="chip waiting">{t("waitsFor", { time: wait(now - row.waitingSince) })}</span>
      ) : (
        row.state !== "open" && <span className="chip">{t(stateTitles[row.state])}</span>
      )}
      <RowMarks row={row} now={now} />
      {row.operator !== undefined && (
        <span className="chip who">{row.operator.id === me ? t("me") : row.operator.name}</span>
      )}
      <span className="row-fact">{row.channelName}</span>
      {row.language !== undefined && <span className="row-fact">{row.language}</span>}
      {row.queue !== undefined && <span className="row-fact">{queueName(lookups, row.queue)}</span>}
      {row.tags.map((tag) => (
        <span className="chip tag" key={tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}
