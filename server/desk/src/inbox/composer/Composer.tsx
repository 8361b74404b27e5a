import { Tabs } from "@base-ui/react/tabs";
import { deskLimits, type InboxRow } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { takeCase, whatIsPossible } from "#inbox/engine/commands.ts";
import type { DraftKind } from "#inbox/engine/drafts.ts";
import { useDraft, useEngine } from "#inbox/engine/use-inbox.ts";
import { type TextKey, useTexts } from "#i18n/texts.ts";
import { mayDo, session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { Writing } from "./Writing.tsx";

/** As the wire has it for `say`. */
const answerLength = 8_000;

export function Composer({ row }: { row: InboxRow }): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const id = row.conversationId;
  const draft = useDraft(id);
  const mayWrite = useStore(session, (state) => mayDo(state, "conversations.write"));
  const possible = whatIsPossible(row, engine.person, mayWrite);
  const hasDraft = draft.answer !== "" || draft.note !== "";
  // Whoever has lost the right to write finds their text all the same.
  if (!mayWrite && !hasDraft) return <p className="composer-closed">{t("readOnly")}</p>;
  return (
    <Tabs.Root
      className="composer"
      data-kind={draft.kind}
      value={draft.kind}
      onValueChange={(kind: DraftKind) => engine.drafts.change(id, { kind })}
    >
      <Tabs.List className="composer-tabs">
        <Tabs.Tab className="composer-tab" value="answer">
          {t("answer")}
        </Tabs.Tab>
        <Tabs.Tab className="composer-tab" value="note">
          {t("note")}
        </Tabs.Tab>
        {(draft.kind === "answer" || !mayWrite) && (
          <Situation row={row} hasDraft={draft.answer !== ""} mayWrite={mayWrite} />
        )}
      </Tabs.List>
      <Tabs.Panel value="answer" keepMounted>
        <Writing
          row={row}
          kind="answer"
          label={t("answerTo", { name: row.visitorName })}
          maxLength={answerLength}
          isBlocked={!possible.answer}
        />
      </Tabs.Panel>
      <Tabs.Panel value="note" keepMounted>
        <Writing
          row={row}
          kind="note"
          label={t("noteLabel")}
          maxLength={deskLimits.noteLength}
          isBlocked={!possible.note}
        />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

/** Before anything is written: what an answer would do, or why there is none now. */
function Situation({ row, hasDraft, mayWrite }: { row: InboxRow; hasDraft: boolean; mayWrite: boolean }): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const { state, operator } = row;
  const isOthers = state === "open" && operator !== undefined && operator.id !== engine.person;
  if (!mayWrite) return <p className="situation">{t("roleGone")}</p>;
  if (isOthers)
    return (
      <p className="situation" role="status">
        {hasDraft ? t("othersHaveItDraft", { name: operator.name }) : t("othersHaveIt", { name: operator.name })}
        <button type="button" className="button small" onClick={() => takeCase(engine, row.conversationId)}>
          {t("take")}
        </button>
      </p>
    );
  const hints: Partial<Record<InboxRow["state"], TextKey>> = {
    bot: "answerTakesFromBot",
    waiting: "answerTakes",
    closed: "answerReopens",
  };
  const hint = hints[state];
  return hint === undefined ? null : <p className="situation">{t(hint)}</p>;
}
