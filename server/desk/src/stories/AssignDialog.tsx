import { deskLimits, type UnknownSentence } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { languageName } from "#i18n/language-name.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { SelectField, TextField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { stories } from "#wire/stories.ts";

type Props = {
  sentence: UnknownSentence;
  intents: readonly string[];
  languages: readonly string[];
  onClose: () => void;
  onSaved: () => Promise<void>;
};

/** The words of a visitor become an example, and may be changed first: names and numbers of people have no business in it. */
export function AssignDialog({ sentence, intents, languages, onClose, onSaved }: Props): ReactNode {
  const t = useTexts();
  const own = useLanguage();
  const [text, setText] = useState(sentence.text.slice(0, deskLimits.sentenceLength));
  const [intent, setIntent] = useState("");
  const [language, setLanguage] = useState(sentence.language);
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isDone = await run(async () => {
      await stories.decide(sentence.id, { type: "example", intent, language, text });
    });
    if (!isDone) return;
    say(t("sentenceAssigned"));
    onClose();
    await onSaved();
  };
  return (
    <Modal title={t("assignTitle")} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t("exampleText")}
          hint={t("exampleHint")}
          required
          rows={3}
          maxLength={deskLimits.sentenceLength}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="field-row">
          <SelectField
            label={t("exampleIntent")}
            required
            value={intent}
            onChange={(event) => setIntent(event.target.value)}
          >
            <option value="">{t("choose")}</option>
            {intents.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField label={t("language")} value={language} onChange={(event) => setLanguage(event.target.value)}>
            {[...new Set([sentence.language, ...languages])].map((tag) => (
              <option key={tag} value={tag}>
                {languageName(tag, own)}
              </option>
            ))}
          </SelectField>
        </div>
        <FormError error={error} />
        <button type="submit" className="button primary" disabled={isRunning}>
          {t("addExample")}
        </button>
      </form>
    </Modal>
  );
}
