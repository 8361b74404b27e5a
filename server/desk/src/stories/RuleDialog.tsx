import type { ListedRule, ListedRules } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field, SelectField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { stories } from "#wire/stories.ts";
import { type RuleForm, toForm, toRule } from "./rule-form.ts";

type Props = {
  listed: ListedRule | undefined;
  data: ListedRules;
  onClose: () => void;
  onSaved: () => Promise<void>;
};

export function RuleDialog({ listed, data, onClose, onSaved }: Props): ReactNode {
  const t = useTexts();
  const [form, setForm] = useState(() => toForm(listed?.rule));
  const { isRunning, error, run } = useAction();
  const isNew = listed === undefined;
  const set = (changed: Partial<RuleForm>): void => setForm({ ...form, ...changed });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // A new one stands in for none that somebody else has made since.
    const isDone = await run(async () => {
      await stories.putRule({ rule: toRule(form), version: listed?.version ?? 0 });
    });
    if (!isDone) return;
    say(t("saved"));
    onClose();
    await onSaved();
  };
  const others = data.stories.filter(({ id }) => id !== form.story);
  return (
    <Modal title={isNew ? t("newRule") : t("ruleTitle", { name: form.story })} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div className="field-row">
          <Choice
            label={t("story")}
            names={data.stories.map(({ id }) => [id, id])}
            none={t("choose")}
            required
            disabled={!isNew}
            value={form.story}
            onChoose={(story) => set({ story })}
          />
          <Choice
            label={t("channel")}
            names={data.channels.map(({ id, name }) => [id, name])}
            none={t("allChannels")}
            disabled={!isNew}
            value={form.connector}
            onChoose={(connector) => set({ connector })}
          />
        </div>
        <Choice
          label={t("ruleEnabled")}
          names={[
            ["on", t("ruleOn")],
            ["off", t("ruleOff")],
          ]}
          none={t("ruleAsIs")}
          value={form.enabled}
          onChoose={(enabled) => set({ enabled: enabled === "on" || enabled === "off" ? enabled : "" })}
        />
        <div className="field-row">
          <Choice
            label={t("ruleRedirect")}
            names={others.map(({ id }) => [id, id])}
            none={t("ruleNone")}
            value={form.redirectTo}
            onChoose={(redirectTo) => set({ redirectTo })}
          />
          <Choice
            label={t("ruleEnd")}
            names={others.map(({ id }) => [id, id])}
            none={t("ruleNone")}
            value={form.endWith}
            onChoose={(endWith) => set({ endWith })}
          />
        </div>
        <Field
          label={t("rulePercent")}
          hint={t("rulePercentHint")}
          type="number"
          min={0}
          max={100}
          value={form.percent}
          onChange={(event) => set({ percent: event.target.value })}
        />
        <div className="field-row">
          <Field
            label={t("ruleFrom")}
            hint={t("ruleTimeHint")}
            type="datetime-local"
            value={form.from}
            onChange={(event) => set({ from: event.target.value })}
          />
          <Field
            label={t("ruleUntil")}
            type="datetime-local"
            value={form.until}
            onChange={(event) => set({ until: event.target.value })}
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

type ChoiceProps = {
  label: string;
  names: readonly (readonly [string, string])[];
  none: string;
  value: string;
  required?: boolean;
  disabled?: boolean;
  onChoose: (value: string) => void;
};

/** A name that the server has no longer stays there to be seen. */
function Choice({ label, names, none, value, required, disabled, onChoose }: ChoiceProps): ReactNode {
  const isGone = value !== "" && names.every(([id]) => id !== value);
  return (
    <SelectField
      label={label}
      required={required}
      disabled={disabled}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{none}</option>
      {isGone && <option value={value}>{value}</option>}
      {names.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
