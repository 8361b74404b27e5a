import { type ReactNode, useEffect, useRef } from "react";
import { Composer } from "#inbox/composer/Composer.tsx";
import { useEngine, useInbox } from "#inbox/engine/use-inbox.ts";
import type { OpenCase } from "#inbox/state/inbox-state.ts";
import { type TextKey, useTexts } from "#i18n/texts.ts";
import { Failure, Loading } from "#parts/Failure.tsx";
import type { InboxChoice } from "#routing/route.ts";
import { BackButton } from "./BackButton.tsx";
import { ConversationHead } from "./ConversationHead.tsx";
import { Log } from "./Log.tsx";

type Props = { choice: InboxChoice; onDetails: () => void };

export function ConversationPane({ choice, onDetails }: Props): ReactNode {
  const t = useTexts();
  const open = useInbox((state) => state.open);
  const pane = useRef<HTMLElement>(null);
  const id = open?.id;
  const isReady = open?.phase === "ready";
  useEffect(() => {
    // Where the list is gone, the focus went with it.
    if (id !== undefined && isReady && document.activeElement === document.body)
      pane.current?.querySelector<HTMLElement>(".conversation-title")?.focus();
  }, [id, isReady]);
  return (
    <section className="pane conversation-pane" ref={pane} aria-label={t("conversation")}>
      {open === undefined && <p className="empty">{t("nothingOpen")}</p>}
      {open !== undefined && open.phase !== "ready" && <NotReady open={open} choice={choice} />}
      {open?.phase === "ready" && (
        <>
          <ConversationHead open={open} choice={choice} onDetails={onDetails} />
          <Log key={open.id} open={open} />
          <Composer key={`write ${open.id}`} row={open.conversation.row} />
        </>
      )}
    </section>
  );
}

const failures: Record<"missing" | "refused" | "failed", TextKey> = {
  missing: "conversationMissing",
  refused: "failureScope",
  failed: "conversationFailed",
};

function NotReady({ open, choice }: { open: Exclude<OpenCase, { phase: "ready" }>; choice: InboxChoice }): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  return (
    <>
      <div className="conversation-head">
        <BackButton choice={choice} />
      </div>
      {open.phase === "loading" ? (
        <Loading />
      ) : (
        <Failure
          text={t(failures[open.phase])}
          {...(open.phase === "failed" ? { onRetry: () => engine.retryOpen() } : {})}
        />
      )}
    </>
  );
}
