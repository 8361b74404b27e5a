import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field, SelectField } from "#parts/Field.tsx";
import type { QueueForm } from "./queue-form.ts";

type Change = (name: keyof QueueForm) => (event: { target: { value: string } }) => void;

/** How conversations of a queue come to somebody, and until when they are to be answered. */
export function RoutingFields({ form, change }: { form: QueueForm; change: Change }): ReactNode {
  const t = useTexts();
  return (
    <>
      <div className="field-row">
        <SelectField label={t("routing")} hint={t("routingHint")} value={form.routing} onChange={change("routing")}>
          <option value="pull">{t("routingPull")}</option>
          <option value="push">{t("routingPush")}</option>
        </SelectField>
        {form.routing === "push" && (
          <Field
            label={t("offerSeconds")}
            type="number"
            required
            min={5}
            max={600}
            value={form.offerSeconds}
            onChange={change("offerSeconds")}
          />
        )}
      </div>
      <div className="field-row">
        {(["firstAnswerMinutes", "nextAnswerMinutes"] as const).map((name) => (
          <Field
            key={name}
            label={t(name)}
            hint={t("answerMinutesHint")}
            type="number"
            min={1}
            max={10_080}
            value={form[name]}
            onChange={change(name)}
          />
        ))}
      </div>
    </>
  );
}
