import { deskLimits, type Template } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { makeId } from "#state/make-id.ts";
import { templateVariables, variablesLeft } from "#inbox/state/fill-template.ts";
import { useTexts } from "#i18n/texts.ts";
import { Field, TextField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { say } from "#parts/toasts.tsx";
import { joinWords, splitWords } from "#parts/words.ts";
import { useResource } from "#parts/use-resource.ts";
import { useAction } from "#parts/use-action.ts";
import { channels } from "#wire/channels.ts";
import { team } from "#wire/team.ts";

const variables = templateVariables.map((name) => `{${name}}`);

type Props = { template: Template | undefined; onClose: () => void; onSaved: () => Promise<void> };

export function TemplateDialog({ template, onClose, onSaved }: Props): ReactNode {
  const t = useTexts();
  const [title, setTitle] = useState(template?.title ?? "");
  const [text, setText] = useState(template?.text ?? "");
  const [language, setLanguage] = useState(template?.language ?? "");
  const [kinds, setKinds] = useState(joinWords(template?.channels ?? []));
  const { data } = useResource(channels.list);
  const known = [...new Set(data?.channels.map(({ channel }) => channel))];
  const strange = data === undefined ? [] : splitWords(kinds).filter((kind) => !known.includes(kind));
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
        ...(splitWords(kinds).length === 0 ? {} : { channels: splitWords(kinds) }),
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
            label={t("templateChannels")}
            hint={t("templateChannelsHint", { names: data === undefined ? "…" : joinWords(known) })}
            error={strange.length === 0 ? undefined : t("templateChannelUnknown", { names: joinWords(strange) })}
            value={kinds}
            onChange={(event) => setKinds(event.target.value)}
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
