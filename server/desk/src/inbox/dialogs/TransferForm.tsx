import { type DeskRole, scopesOfRole } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLookups } from "#inbox/engine/lookups.ts";
import { useEngine, useInbox } from "#inbox/engine/use-inbox.ts";
import { useTexts } from "#i18n/texts.ts";
import { SelectField, TextField } from "#parts/Field.tsx";
import { say } from "#parts/toasts.tsx";
import { handoverNoteLength } from "./ReturnForm.tsx";

const answers = (role: DeskRole): boolean => scopesOfRole[role].includes("conversations.write");

export function TransferForm({ conversationId, onDone }: { conversationId: string; onDone: () => void }): ReactNode {
  const t = useTexts();
  const engine = useEngine();
  const { queues, people } = useLookups();
  const present = useInbox((state) => state.team);
  const colleagues = people.filter(({ id, role, isDisabled }) => id !== engine.person && !isDisabled && answers(role));
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
        {colleagues.length > 0 && (
          <optgroup label={t("colleagues")}>
            {colleagues.map(({ id, name }) => (
              <option key={id} value={`person ${id}`}>
                {present.some((each) => each.id === id && each.status === "online") ? name : t("awayName", { name })}
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
