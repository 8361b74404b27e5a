import type { InboxRow } from "@causerie/protocol/desk";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import type { DraftKind } from "#inbox/engine/drafts.ts";
import { useAttachments, useDraft, useEngine, useInbox } from "#inbox/engine/use-inbox.ts";
import { variablesLeft } from "#inbox/state/fill-template.ts";
import { useTexts } from "#i18n/texts.ts";
import { Icon } from "#parts/Icon.tsx";
import { AttachButton } from "./AttachButton.tsx";
import { AttachmentList } from "./AttachmentList.tsx";
import { TemplatePicker } from "./TemplatePicker.tsx";
import { useTemplates } from "./use-templates.ts";

type Props = { row: InboxRow; kind: DraftKind; label: string; maxLength: number; isBlocked: boolean };

/** One text, which Enter sends. */
export function Writing({ row, kind, label, maxLength, isBlocked }: Props): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const hintId = useId();
  const id = row.conversationId;
  const text = useDraft(id)[kind];
  /** The text with holes that the operator was warned about, and may send now. */
  const [warned, setWarned] = useState<string>();
  const holes = kind === "answer" ? variablesLeft(text) : [];
  const picker = useTemplates(row, kind === "answer" ? text : "");

  const sends = useInbox(({ open }) => (open?.phase === "ready" ? open.conversation.sends : undefined));
  const files = useAttachments(id);
  const hasFiles = kind === "answer" && files.some(({ phase }) => phase === "ready");
  // Half of what somebody meant to send would be read as all of it.
  const isUploading = kind === "answer" && files.some(({ phase }) => phase === "uploading");
  const isEmpty = text.trim() === "" && !hasFiles;
  const attach =
    kind === "answer" && sends !== undefined && !isBlocked
      ? (chosen: Iterable<File>) => engine.attachments.add(id, chosen)
      : undefined;
  const [isOver, setOver] = useState(false);

  const write = (value: string): void => {
    engine.drafts.change(id, { [kind]: value });
    engine.typing(id, value !== "");
    setWarned(undefined);
  };
  const send = (): void => {
    if (isBlocked || isUploading || isEmpty) return;
    if (holes.length > 0 && warned !== text) return setWarned(text);
    if (text.trim() !== "") engine.act(id, { type: kind === "answer" ? "say" : "note", text });
    if (kind === "answer")
      for (const { upload, alt } of engine.attachments.release(id)) engine.act(id, { type: "send", upload, alt });
    engine.drafts.change(id, { [kind]: "" });
    engine.typing(id, false);
    setWarned(undefined);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || picker.press(event, write)) return;
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    send();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- files can be chosen by a button, too
    <div
      className="writing"
      data-kind={kind}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        if (attach === undefined || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (attach === undefined || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        attach([...event.dataTransfer.files]);
      }}
    >
      {picker.isOpen && <TemplatePicker picker={picker} onPick={(template) => write(picker.fill(template))} />}
      <textarea
        aria-label={label}
        aria-describedby={hintId}
        {...picker.inputProps}
        placeholder={kind === "answer" ? t("answerPlaceholder") : t("notePlaceholder")}
        rows={2}
        maxLength={maxLength}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
        onBlur={() => engine.typing(id, false)}
        onPaste={(event) => {
          // A text that is copied from a program with pictures of it is meant as a text.
          if (attach === undefined || event.clipboardData.types.includes("text/plain")) return;
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          attach([...event.clipboardData.files]);
        }}
      />
      {kind === "answer" && <AttachmentList id={id} />}
      <div className="writing-foot">
        <p
          className="hint"
          id={hintId}
          role={warned === undefined ? undefined : "alert"}
          data-bad={warned !== undefined || undefined}
        >
          {holes.length > 0
            ? t(warned === undefined ? "holes" : "holesSure", { names: holes.join(", ") })
            : isOver
              ? t("attachDrop")
              : t("composerHint")}
        </p>
        {attach !== undefined && sends !== undefined && <AttachButton accept={sends.accept} onChoose={attach} />}
        <button type="button" className="button primary" disabled={isBlocked || isUploading || isEmpty} onClick={send}>
          <Icon name="send" />
          {kind === "answer" ? t("send") : t("keepNote")}
        </button>
      </div>
    </div>
  );
}
