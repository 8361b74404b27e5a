import type { InboxRow } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useInbox } from "#inbox/engine/use-inbox.ts";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";

const minute = 60_000;

/** Until when somebody is to answer, and to whom it is offered: in words, since a colour alone says nothing to many. */
export function RowMarks({ row: { dueAt, offer }, now }: { row: InboxRow; now: number }): ReactNode {
  const t = useTexts();
  const { wait } = useFormats();
  const me = useInbox((state) => state.me);
  const isLate = dueAt !== undefined && dueAt <= now;
  return (
    <>
      {dueAt !== undefined && (
        <span className="chip due" data-late={isLate || undefined}>
          {isLate
            ? t("overSince", { time: wait(Math.max(minute, now - dueAt)) })
            : t("dueIn", { time: wait(dueAt - now + minute - 1) })}
        </span>
      )}
      {offer !== undefined && (
        <span className="chip offer" data-mine={offer.to.id === me || undefined}>
          {offer.to.id === me ? t("offeredToYou") : t("offeredTo", { name: offer.to.name })}
        </span>
      )}
    </>
  );
}
