import { type FormEvent, type ReactNode, useState } from "react";
import { useEngine } from "#inbox/engine/use-inbox.ts";
import { useTexts } from "#i18n/texts.ts";
import { TextField } from "#parts/Field.tsx";
import { say } from "#parts/toasts.tsx";

/** As the wire has it for the note of `return` and `transfer`. */
export const handoverNoteLength = 1_000;

export function ReturnForm({ conversationId, onDone }: { conversationId: string; onDone: () => void }): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const [note, setNote] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    engine.act(conversationId, { type: "return", ...(note.trim() === "" ? {} : { note }) });
    say(t("returned"));
    onDone();
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label={t("returnNote")}
        hint={t("returnNoteHint")}
        maxLength={handoverNoteLength}
        autoFocus
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <button type="submit" className="button primary">
        {t("returnToBot")}
      </button>
    </form>
  );
}
