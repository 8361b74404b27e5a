import { type ReactNode, useEffect, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { useRoute } from "#routing/location.ts";
import { ConversationPane } from "./conversation/ConversationPane.tsx";
import { DetailsPane } from "./details/DetailsPane.tsx";
import { InboxDialogs } from "./dialogs/InboxDialogs.tsx";
import { DialogContext, type InboxDialog } from "./dialogs/use-dialog.ts";
import { useEngine, useInbox } from "./engine/use-inbox.ts";
import { useShortcuts } from "./engine/use-shortcuts.ts";
import { ListPane } from "./list/ListPane.tsx";
import { toFilter } from "./state/filter.ts";

/** Lists, a conversation, and what is known about it: side by side where there is room, else one at a time. */
export function InboxPage(): ReactNode {
  const t = useTexts();
  const route = useRoute();
  const engine = useEngine();
  const [dialog, setDialog] = useState<InboxDialog>();
  /** The conversation whose details are shown in its place, where there is no room beside it. */
  const [detailsOf, setDetailsOf] = useState<string>();
  const { choice, conversation } =
    route.page === "inbox" ? route : ({ choice: { list: "waiting" }, conversation: undefined } as const);
  const filter = JSON.stringify(toFilter(choice));
  useEffect(() => engine.choose(JSON.parse(filter)), [engine, filter]);
  useEffect(() => engine.open(conversation), [engine, conversation]);
  useEffect(() => () => engine.open(undefined), [engine]);
  useShortcuts(setDialog);
  const waiting = useInbox(({ counts }) => counts?.waiting ?? 0);
  const view = conversation === undefined ? "list" : detailsOf === conversation ? "details" : "conversation";
  return (
    <DialogContext value={setDialog}>
      <title>{`${waiting > 0 ? `(${waiting}) ` : ""}${t("inbox")} · Causerie`}</title>
      <h1 className="causerie-sr">{t("inbox")}</h1>
      <div className="inbox" data-view={view}>
        <ListPane choice={choice} conversation={conversation} />
        <ConversationPane choice={choice} onDetails={() => setDetailsOf(conversation)} />
        <DetailsPane choice={choice} onBack={() => setDetailsOf(undefined)} />
      </div>
      <InboxDialogs dialog={dialog} onClose={() => setDialog(undefined)} />
    </DialogContext>
  );
}
