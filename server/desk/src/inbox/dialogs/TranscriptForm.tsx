import { type FormEvent, type ReactNode, useState } from "react";
import { conversations } from "#wire/conversations.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { CheckField, SelectField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { saveFile } from "#parts/save-file.ts";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";

export function TranscriptForm({ conversationId, onDone }: { conversationId: string; onDone: () => void }): ReactNode {
  const t = useTexts();
  const language = useLanguage();
  const action = useAction();
  const [format, setFormat] = useState("html");
  const [hasNotes, setHasNotes] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const isDone = await action.run(async () => {
      const notes = hasNotes ? "yes" : "no";
      const file = await conversations.transcript(conversationId, { format, notes, language, timeZone });
      saveFile(file);
      say(t("transcriptDone", { name: file.name }));
    });
    if (isDone) onDone();
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <SelectField
        label={t("transcriptFormat")}
        autoFocus
        value={format}
        onChange={(event) => setFormat(event.target.value)}
      >
        <option value="html">{t("transcriptHtml")}</option>
        <option value="text">{t("transcriptText")}</option>
      </SelectField>
      <CheckField
        label={t("transcriptNotes")}
        checked={hasNotes}
        onChange={(event) => setHasNotes(event.target.checked)}
      />
      <p className="hint">{t("transcriptNotesHint")}</p>
      <FormError error={action.error} />
      <button type="submit" className="button primary" disabled={action.isRunning}>
        {t("save")}
      </button>
    </form>
  );
}
