import { type ReactNode, useState } from "react";
import type { Entry } from "#chat/chat.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import type { Feature } from "#react/seams/feature.ts";
import { useTexts } from "#react/features/texts.ts";
import { toHtml, toText } from "#react/features/transcript/piece.ts";
import { contentOf } from "#react/features/transcript/conversation-pieces.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useText } from "#react/text.ts";
import { Action } from "./Action.tsx";
import { AgainButton, Edit, ReplacedMark, VersionsButton } from "./revisions.tsx";
import { type Copied, copy } from "./copy.ts";
import { texts } from "./strings.ts";

const icons = {
  copy: "M9 8.5h9.5a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9.5a1 1 0 0 1 1-1M5 15.5a1 1 0 0 1-.5-1V5a1 1 0 0 1 1-1H15a1 1 0 0 1 1 .5",
  done: "M5 12.5l4.5 4.5L19 7.5",
  more: "M6 12h.01M12 12h.01M18 12h.01",
};

/** Milliseconds that a button shows that it has copied. */
const doneMs = 2_000;

/** What can be done with a message. It is there for every message, and shown where the visitor is. */
function MessageFoot({ entry, newest }: { entry: Entry; newest: boolean }): ReactNode {
  const { t } = useTexts(texts);
  const core = useText();
  const [isOpen, setOpen] = useState(false);
  const isWhole = entry.type === "visitor" || entry.progress !== "streaming";
  if (!isWhole) return <ReplacedMark entry={entry} />;
  const content = (): Copied => {
    const pieces = contentOf(entry, core, document.baseURI);
    return { text: pieces.map(toText).join("").trimEnd(), html: pieces.map(toHtml).join("") };
  };
  return (
    <div
      className="causerie-actions"
      part="actions"
      role="toolbar"
      aria-label={t("actionsOf")}
      data-state={isOpen ? "open" : "closed"}
      data-newest={newest ? "" : undefined}
    >
      <Action
        label={t("actionsMore")}
        icon={icons.more}
        className="causerie-action-more"
        expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
      />
      <CopyButton label={t("actionsCopy")} content={content} inOrder={newest} />
      <AgainButton entry={entry} />
      <Edit entry={entry} />
      <VersionsButton entry={entry} />
      <ReplacedMark entry={entry} />
    </div>
  );
}

type CopyButtonProps = { label: string; content: () => Copied; inOrder: boolean };

function CopyButton({ label, content, inOrder }: CopyButtonProps): ReactNode {
  const { t } = useTexts(texts);
  const announce = useAnnounce();
  const [isDone, setDone] = useState(false);
  const act = async (): Promise<void> => {
    try {
      await copy(content());
    } catch {
      announce(t("actionsCopyFailed"));
      return;
    }
    announce(t("actionsCopied"));
    setDone(true);
    setTimeout(() => setDone(false), doneMs);
  };
  return (
    <Action
      label={label}
      icon={isDone ? icons.done : icons.copy}
      inOrder={inOrder}
      onPress={(event) => {
        if (isMeant(event)) void act();
      }}
    />
  );
}

/** Beside a block of code. */
function CodeStart({ source }: { source: string }): ReactNode {
  const { t } = useTexts(texts);
  return <CopyButton label={t("actionsCopyCode")} content={() => ({ text: source })} inOrder />;
}

export const feature: Feature = { parts: { MessageFoot, CodeStart } };
