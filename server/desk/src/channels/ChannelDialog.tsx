import { deskLimits, type DeskChannel, type ListedChannelKind } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { CheckField, Field } from "#parts/Field.tsx";
import { Modal } from "#parts/Modal.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { channels } from "#wire/channels.ts";
import { type FormValues, NoJsonError, toOptions, toValues } from "./channel-form.ts";
import { ChannelError } from "./ChannelError.tsx";
import { Steps } from "./Findings.tsx";
import { OptionField } from "./OptionField.tsx";
import { SortingFields } from "./SortingFields.tsx";

type Props = {
  kind: ListedChannelKind;
  channel: DeskChannel | undefined;
  onClose: () => void;
  onSaved: () => Promise<void>;
};

/** A channel as a form, made of the options of its kind. After it was made, what is to be done elsewhere. */
export function ChannelDialog({ kind, channel, onClose, onSaved }: Props): ReactNode {
  const t = useTexts();
  const [form, setForm] = useState(() => ({
    id: channel?.id ?? "",
    name: channel?.name ?? "",
    isActive: channel?.isActive ?? true,
    queue: channel?.queue ?? "",
    language: channel?.language ?? "",
  }));
  const [values, setValues] = useState<FormValues>(() => toValues(kind.fields, channel));
  const [noJson, setNoJson] = useState<string>();
  const [made, setMade] = useState<DeskChannel>();
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setNoJson(undefined);
    const options = readOptions();
    if (options === undefined) return;
    const isDone = await run(async () => {
      const { id, queue, language, ...rest } = form;
      const saved = await channels.put(id, {
        ...rest,
        version: channel?.version ?? 0,
        channel: kind.channel,
        ...(queue === "" ? {} : { queue }),
        ...(language.trim() === "" ? {} : { language: language.trim() }),
        options,
      });
      say(t("saved"));
      setMade(saved);
      await onSaved();
    });
    if (isDone && channel !== undefined) onClose();
  };
  const readOptions = (): Record<string, unknown> | undefined => {
    try {
      return toOptions(kind.fields, values);
    } catch (problem) {
      if (!(problem instanceof NoJsonError)) throw problem;
      setNoJson(problem.title);
      return undefined;
    }
  };
  const field = (each: ListedChannelKind["fields"][number]): ReactNode => (
    <OptionField
      key={each.name}
      field={each}
      value={values[each.name] ?? ""}
      setAt={channel?.secrets.find(({ name }) => name === each.name)?.changedAt}
      onChange={(value) => setValues((before) => ({ ...before, [each.name]: value }))}
    />
  );
  const title = channel === undefined ? `${t("newChannel")}: ${kind.title}` : t("editName", { name: channel.name });
  if (made !== undefined && channel === undefined)
    return (
      <Modal title={made.name} isOpen onClose={onClose}>
        {made.reason !== undefined && <p className="error">{made.reason}</p>}
        <Steps steps={made.steps} />
        <button type="button" className="button primary" onClick={onClose}>
          {t("close")}
        </button>
      </Modal>
    );
  return (
    <Modal title={title} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div className="field-row">
          <Field
            label={t("name")}
            required
            autoFocus
            maxLength={deskLimits.nameLength}
            value={form.name}
            onChange={(event) => setForm({ ...form, name: event.target.value })}
          />
          <Field
            label={t("id")}
            hint={t("channelIdHint")}
            required
            readOnly={channel !== undefined}
            pattern="[A-Za-z0-9][A-Za-z0-9_\-]{0,49}"
            value={form.id}
            onChange={(event) => setForm({ ...form, id: event.target.value })}
          />
        </div>
        <CheckField
          label={t("channelActive")}
          checked={form.isActive}
          onChange={(event) => setForm({ ...form, isActive: event.target.checked })}
        />
        {kind.fields.filter(({ isRequired }) => isRequired).map(field)}
        <SortingFields
          queue={form.queue}
          language={form.language}
          onQueue={(queue) => setForm({ ...form, queue })}
          onLanguage={(language) => setForm({ ...form, language })}
        />
        <details className="more-settings">
          <summary>{t("moreSettings")}</summary>
          <div className="form">{kind.fields.filter(({ isRequired }) => !isRequired).map(field)}</div>
        </details>
        {noJson !== undefined && (
          <p className="error" role="alert">
            {t("jsonWrong", { title: noJson })}
          </p>
        )}
        <ChannelError error={error} />
        <button type="submit" className="button primary" disabled={isRunning}>
          {t("save")}
        </button>
      </form>
    </Modal>
  );
}
