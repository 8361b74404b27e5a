import type { TrialBubble } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { CheckField, Field, SelectField, TextField } from "#parts/Field.tsx";
import type { Talks } from "#trial/state/use-talks.ts";

type Form = NonNullable<TrialBubble["form"]>;
type FormField = Form["fields"][number];

/** A form of the newest message can be filled in; an older one only be read. */
export function FormBubble({ form, talks, isOpen }: { form: Form; talks: Talks; isOpen: boolean }): ReactNode {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        talks.act({
          type: "submit",
          values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")),
        });
      }}
    >
      {form.fields.map((field) => (
        <FieldOf
          key={field.name}
          field={field}
          isOpen={isOpen}
          value={values[field.name] ?? field.value ?? ""}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      <button type="submit" className="button" disabled={!isOpen || talks.isRunning}>
        {form.submit}
      </button>
    </form>
  );
}

const inputTypes: Readonly<Record<string, string>> = {
  email: "email",
  telephone: "tel",
  number: "number",
  rating: "number",
  date: "date",
  time: "time",
};

type Props = { field: FormField; isOpen: boolean; value: string; onChange: (value: string) => void };

function FieldOf({ field: { label, kind, required, options }, isOpen, value, onChange }: Props): ReactNode {
  const t = useTexts();
  const shared = { label, required, disabled: !isOpen };
  if (kind === "consent")
    return (
      <CheckField
        {...shared}
        checked={value === "yes"}
        onChange={(event) => onChange(event.target.checked ? "yes" : "")}
      />
    );
  if (options !== undefined)
    return (
      <SelectField {...shared} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t("choose")}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </SelectField>
    );
  if (kind === "long_text")
    return <TextField {...shared} value={value} onChange={(event) => onChange(event.target.value)} />;
  return (
    <Field
      {...shared}
      type={inputTypes[kind] ?? "text"}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
