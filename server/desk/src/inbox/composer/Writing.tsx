import type { InboxRow } from "@causerie/protocol/desk";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import type { DraftKind } from "#inbox/engine/drafts.ts";
import { useDraft, useEngine } from "#inbox/engine/use-inbox.ts";
import { variablesLeft } from "#inbox/state/fill-template.ts";
import { useTexts } from "#i18n/texts.ts";
import { Icon } from "#parts/Icon.tsx";
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

  const write = (value: string): void => {
    engine.drafts.change(id, { [kind]: value });
    engine.typing(id, value !== "");
    setWarned(undefined);
  };
  const send = (): void => {
    if (isBlocked || text.trim() === "") return;
    if (holes.length > 0 && warned !== text) return setWarned(text);
    engine.act(id, { type: kind === "answer" ? "say" : "note", text });
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
    <div className="writing" data-kind={kind}>
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
      />
      <div className="writing-foot">
        <p
          className="hint"
          id={hintId}
          role={warned === undefined ? undefined : "alert"}
          data-bad={warned !== undefined || undefined}
        >
          {holes.length > 0
            ? t(warned === undefined ? "holes" : "holesSure", { names: holes.join(", ") })
            : t("composerHint")}
        </p>
        <button type="button" className="button primary" disabled={isBlocked || text.trim() === ""} onClick={send}>
          <Icon name="send" />
          {kind === "answer" ? t("send") : t("keepNote")}
        </button>
      </div>
    </div>
  );
}
