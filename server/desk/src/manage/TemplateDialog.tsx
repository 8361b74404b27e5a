import { deskLimits, type Template } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { makeId } from "#state/make-id.ts";
import { templateVariables, variablesLeft } from "#inbox/state/fill-template.ts";
import { useTexts } from "#i18n/texts.ts";
import { Field, TextField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { team } from "#wire/team.ts";

const variables = templateVariables.map((name) => `{${name}}`);

type Props = { template: Template | undefined; onClose: () => void; onSaved: () => Promise<void> };

export function TemplateDialog({ template, onClose, onSaved }: Props): ReactNode {
  const t = useTexts();
  const [title, setTitle] = useState(template?.title ?? "");
  const [text, setText] = useState(template?.text ?? "");
  const [language, setLanguage] = useState(template?.language ?? "");
  const [channel, setChannel] = useState(template?.channel ?? "");
  const { isRunning, error, run } = useAction();
  const unknown = variablesLeft(text).filter((name) => !variables.includes(name));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isDone = await run(async () => {
      await team.putTemplate({
        id: template?.id ?? makeId(),
        title,
        text,
        ...(language.trim() === "" ? {} : { language: language.trim() }),
        ...(channel.trim() === "" ? {} : { channel: channel.trim() }),
      });
    });
    if (!isDone) return;
    say(t("saved"));
    onClose();
    await onSaved();
  };
  return (
    <Modal title={template === undefined ? t("newTemplate") : t("templateTitle")} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <Field
          label={t("title")}
          required
          autoFocus
          maxLength={deskLimits.nameLength}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextField
          label={t("text")}
          hint={t("templateVariables", { names: variables.join(", ") })}
          error={unknown.length === 0 ? undefined : t("templateUnknown", { names: unknown.join(", ") })}
          required
          rows={5}
          maxLength={deskLimits.templateLength}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="field-row">
          <Field
            label={t("language")}
            hint={t("optionalAll")}
            value={language}
            onChange={(event) => setLanguage(event.target.value)}
          />
          <Field
            label={t("channel")}
            hint={t("channelKindHint")}
            value={channel}
            onChange={(event) => setChannel(event.target.value)}
          />
        </div>
        <FormError error={error} />
        <button type="submit" className="button primary" disabled={isRunning}>
          {t("save")}
        </button>
      </form>
    </Modal>
  );
}
