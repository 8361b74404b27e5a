import { deskLimits, type Queue } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field, SelectField, TextField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { WordFields } from "#parts/WordFields.tsx";
import { team } from "#wire/team.ts";
import { HoursField } from "./HoursField.tsx";
import { RoutingFields } from "./RoutingFields.tsx";
import { parseQueue, queueForm } from "./queue-form.ts";

type Props = { queue: Queue | undefined; others: readonly Queue[]; onClose: () => void; onSaved: () => Promise<void> };

export function QueueDialog({ queue, others, onClose, onSaved }: Props): ReactNode {
  const t = useTexts();
  const [form, setForm] = useState(() => queueForm(queue, others));
  const { isRunning, error, run } = useAction();
  const change = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm((before) => ({ ...before, [name]: event.target.value }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isDone = await run(async () => {
      await team.putQueue(parseQueue(form, queue));
    });
    if (!isDone) return;
    say(t("saved"));
    onClose();
    await onSaved();
  };
  return (
    <Modal title={queue === undefined ? t("newQueue") : t("queue")} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div className="field-row">
          <Field
            label={t("name")}
            required
            autoFocus
            maxLength={deskLimits.nameLength}
            value={form.name}
            onChange={change("name")}
          />
          <Field
            label={t("id")}
            hint={t("queueIdHint")}
            required
            readOnly={queue !== undefined}
            pattern="[a-z0-9][a-z0-9_\-]{0,49}"
            value={form.id}
            onChange={change("id")}
          />
        </div>
        <WordFields
          languages={form.languages}
          onLanguages={(languages) => setForm({ ...form, languages })}
          skills={form.skills}
          onSkills={(skills) => setForm({ ...form, skills })}
        />
        <Field
          label={t("connectors")}
          hint={t("connectorsHint")}
          value={form.connectors}
          onChange={change("connectors")}
        />
        <Field
          label={t("position")}
          hint={t("positionHint")}
          type="number"
          required
          value={form.position}
          onChange={change("position")}
        />
        <HoursField
          hours={form.hours}
          timeZone={form.timeZone}
          onHours={(hours) => setForm({ ...form, hours })}
          onTimeZone={(timeZone) => setForm({ ...form, timeZone })}
        />
        <TextField
          label={t("waitingText")}
          hint={t("waitingTextHint")}
          maxLength={1_000}
          value={form.waitingText}
          onChange={change("waitingText")}
        />
        <TextField
          label={t("closedText")}
          hint={t("closedTextHint")}
          maxLength={1_000}
          value={form.closedText}
          onChange={change("closedText")}
        />
        <TextField
          label={t("ratingText")}
          hint={t("ratingTextHint")}
          maxLength={1_000}
          value={form.ratingText}
          onChange={change("ratingText")}
        />
        <RoutingFields form={form} change={change} />
        <div className="field-row">
          <SelectField label={t("overflow")} value={form.overflow} onChange={change("overflow")}>
            <option value="">{t("overflowNone")}</option>
            {others
              .filter(({ id }) => id !== queue?.id)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </SelectField>
          {form.overflow !== "" && (
            <Field
              label={t("overflowMinutes")}
              type="number"
              required
              min={1}
              max={10_080}
              value={form.overflowMinutes}
              onChange={change("overflowMinutes")}
            />
          )}
        </div>
        <FormError error={error} />
        <button type="submit" className="button primary" disabled={isRunning}>
          {t("save")}
        </button>
      </form>
    </Modal>
  );
}
