import { Menu } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { closeCase, takeCase, whatIsPossible } from "#inbox/engine/commands.ts";
import { useOpenDialog } from "#inbox/dialogs/use-dialog.ts";
import { queueName, useLookups } from "#inbox/engine/lookups.ts";
import { useEngine, usePending } from "#inbox/engine/use-inbox.ts";
import { RowMarks } from "#inbox/list/RowMarks.tsx";
import { stateTitles } from "#inbox/list/list-titles.ts";
import type { OpenCase, Viewer } from "#inbox/state/inbox-state.ts";
import { useFormats, useNow } from "#i18n/times.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { IconButton } from "#parts/IconButton.tsx";
import type { InboxChoice } from "#routing/route.ts";
import { mayDo, session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { BackButton } from "./BackButton.tsx";

type Props = { open: Extract<OpenCase, { phase: "ready" }>; choice: InboxChoice; onDetails: () => void };

export function ConversationHead({ open, choice, onDetails }: Props): ReactNode {
  const t = useTexts();
  const now = useNow();
  const { wait } = useFormats();
  const engine = useEngine();
  const lookups = useLookups();
  const { row } = open.conversation;
  const facts = [
    row.channelName,
    row.queue === undefined ? undefined : queueName(lookups, row.queue),
    row.operator === undefined ? undefined : row.operator.id === engine.person ? t("me") : row.operator.name,
  ];
  return (
    <header className="conversation-head">
      <BackButton choice={choice} />
      <div className="conversation-who">
        <h2 className="conversation-title" tabIndex={-1}>
          {row.visitorName}
        </h2>
        <p className="conversation-facts">
          {row.state !== "waiting" && <span className="chip">{t(stateTitles[row.state])}</span>}
          {row.waitingSince !== undefined && (
            <span className="chip waiting">{t("waitsFor", { time: wait(now - row.waitingSince) })}</span>
          )}
          <RowMarks row={row} now={now} />
          <span>{facts.filter((fact) => fact !== undefined).join(" · ")}</span>
        </p>
      </div>
      <Acts open={open} />
      <IconButton icon="details" label={t("details")} className="details-button" onClick={onDetails} />
      <Viewers viewers={open.viewers} />
    </header>
  );
}

function Acts({ open }: Pick<Props, "open">): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const openDialog = useOpenDialog();
  const mayWrite = useStore(session, (state) => mayDo(state, "conversations.write"));
  const pending = usePending();
  const { row } = open.conversation;
  const { id } = open;
  const possible = whatIsPossible(row, engine.person, mayWrite);
  if (!mayWrite) return null;
  const isTaking = pending.some(({ conversationId, act }) => conversationId === id && act.type === "take");
  const canClose = possible.giveUp && row.state !== "closed";
  return (
    <div className="conversation-acts">
      {possible.take && (
        <button type="button" className="button primary" disabled={isTaking} onClick={() => void takeCase(engine, id)}>
          {t("take")}
        </button>
      )}
      {canClose && (
        <button type="button" className="button wide-only" onClick={() => void closeCase(engine, id)}>
          {t("closeCase")}
        </button>
      )}
      <Menu.Root>
        <Menu.Trigger render={<IconButton icon="more" label={t("moreActs")} />} />
        <Menu.Portal>
          <Menu.Positioner className="menu-layer" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              <Menu.Item
                className="menu-item"
                disabled={!possible.giveUp}
                onClick={() => openDialog({ type: "return", conversationId: id })}
              >
                {t("returnToBot")}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => openDialog({ type: "transfer", conversationId: id })}>
                {t("transfer")}
              </Menu.Item>
              <Menu.Item className="menu-item" disabled={!canClose} onClick={() => void closeCase(engine, id)}>
                {t("closeCase")}
              </Menu.Item>
              <Menu.Separator className="menu-rule" />
              <Menu.Item className="menu-item" onClick={() => openDialog({ type: "transcript", conversationId: id })}>
                {t("transcriptSave")}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => openDialog({ type: "keys" })}>
                {t("keysTitle")}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}

/** A warning before two people answer at once. */
function Viewers({ viewers }: { viewers: readonly Viewer[] }): ReactNode {
  const t = useTexts();
  const language = useLanguage();
  const typing = viewers.filter(({ isTyping }) => isTyping);
  const format = (all: readonly Viewer[]): string => new Intl.ListFormat(language).format(all.map(({ name }) => name));
  return (
    <p className="viewers" role="status" data-typing={typing.length > 0 || undefined}>
      {typing.length > 0
        ? t("colleagueWrites", { names: format(typing), count: typing.length })
        : viewers.length > 0
          ? t("colleagueLooks", { names: format(viewers), count: viewers.length })
          : ""}
    </p>
  );
}
