import { type FormEvent, type ReactNode, useState } from "react";
import { useLookups } from "#inbox/engine/lookups.ts";
import { useEngine, useInbox } from "#inbox/engine/use-inbox.ts";
import { useTexts } from "#i18n/texts.ts";
import { SelectField, TextField } from "#parts/Field.tsx";
import { say } from "#parts/toasts.tsx";
import { handoverNoteLength } from "./ReturnForm.tsx";

export function TransferForm({ conversationId, onDone }: { conversationId: string; onDone: () => void }): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const { queues } = useLookups();
  const team = useInbox((state) => state.team).filter(({ id }) => id !== engine.person);
  const [target, setTarget] = useState("");
  const [note, setNote] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [kind, id = ""] = target.split(/ (.*)/s);
    const to = kind === "queue" ? { queue: id } : { person: id };
    engine.act(conversationId, { type: "transfer", ...to, ...(note.trim() === "" ? {} : { note }) });
    say(t("transferred"));
    onDone();
  };
  return (
    <form className="form" onSubmit={submit}>
      <SelectField
        label={t("transferTo")}
        required
        autoFocus
        value={target}
        onChange={(event) => setTarget(event.target.value)}
      >
        <option value="" disabled>
          {t("choose")}
        </option>
        {queues.length > 0 && (
          <optgroup label={t("queues")}>
            {queues.map(({ id, name }) => (
              <option key={id} value={`queue ${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        {team.length > 0 && (
          <optgroup label={t("colleagues")}>
            {team.map(({ id, name, status }) => (
              <option key={id} value={`person ${id}`}>
                {status === "away" ? t("awayName", { name }) : name}
              </option>
            ))}
          </optgroup>
        )}
      </SelectField>
      <TextField
        label={t("transferNote")}
        maxLength={handoverNoteLength}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <button type="submit" className="button primary" disabled={target === ""}>
        {t("transfer")}
      </button>
    </form>
  );
}
