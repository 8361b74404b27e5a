import type { FormField } from "@causerie/protocol";
import type { ReactNode } from "react";
import type { ControlProps } from "./control-props.ts";
import { ChoiceField } from "./ChoiceField.tsx";
import { ConsentField } from "./ConsentField.tsx";
import { useFormText } from "./form-text.ts";
import type { Problem } from "./form-problem.ts";
import { RatingField } from "./RatingField.tsx";

export type FieldProps = {
  field: FormField;
  name: string;
  id: string;
  /** The first value. After that the field itself keeps what is typed. */
  value: string;
  problem: Problem | undefined;
};

/** One question of a form: its label, its hint, and the problem of the answer. */
export function Field({ field, name, id, value, problem }: FieldProps): ReactNode {
  const t = useFormText();
  const { hint = "" } = field;
  const describedBy = [hint === "" ? "" : `${id}h`, problem === undefined ? "" : `${id}p`].filter(Boolean).join(" ");
  const control: ControlProps = {
    name,
    required: field.required,
    "aria-describedby": describedBy === "" ? undefined : describedBy,
    "aria-invalid": problem !== undefined,
  };
  const label = (
    <>
      <span>{field.label}</span>
      {field.required && <span aria-hidden="true"> *</span>}
    </>
  );
  const before = hint !== "" && (
    <p className="causerie-field-hint" id={`${id}h`} dir="auto">
      {hint}
    </p>
  );
  const after = problem !== undefined && (
    <p className="causerie-field-error" id={`${id}p`}>
      {t(problem.text, problem.values)}
    </p>
  );
  const frame = { id, value, control, label, before, after };
  if (field.kind === "choice") return <ChoiceField field={field} {...frame} />;
  if (field.kind === "rating") return <RatingField field={field} {...frame} />;
  if (field.kind === "consent") return <ConsentField field={field} {...frame} />;
  return (
    <div className="causerie-form-field" part="field">
      <label htmlFor={id} dir="auto">
        {label}
      </label>
      {before}
      <TextControl field={field} id={id} value={value} control={control} />
      {after}
    </div>
  );
}

type TextControlProps = {
  field: Exclude<FormField, { kind: "choice" | "rating" | "consent" }>;
  id: string;
  value: string;
  control: ControlProps;
};

/** A number is written as the form is, and a date or time as the browser does. Addresses begin on the left everywhere. */
const types = {
  text: { type: "text", dir: "auto" },
  email: { type: "email", inputMode: "email", dir: "ltr" },
  telephone: { type: "tel", inputMode: "tel", dir: "ltr" },
  number: { type: "number", inputMode: "decimal", step: "any" },
  date: { type: "date" },
  time: { type: "time" },
} as const;

function TextControl({ field, id, value, control }: TextControlProps): ReactNode {
  const common = { id, className: "causerie-control", defaultValue: value, placeholder: " ", ...control } as const;
  if (field.kind === "long_text") return <textarea rows={3} dir="auto" {...common} />;
  return (
    <input
      {...common}
      {...types[field.kind]}
      {...("min" in field || "max" in field ? { min: field.min, max: field.max } : {})}
      autoComplete={autofillOf(field)}
      // The wheel would change the number instead of scrolling the thread.
      onWheel={field.kind === "number" ? (event) => event.currentTarget.blur() : undefined}
    />
  );
}

/** Names of fields that browsers also use for the visitor's own data (HTML, "autofill detail tokens"). */
const tokens = new Set(
  [
    "name given-name family-name nickname username organization organization-title street-address address-line1 address-line2",
    "address-level1 address-level2 postal-code country country-name bday email tel url",
  ].flatMap((line) => line.split(" ")),
);

/** What a browser may fill in: by the kind of the field, else by its name. */
function autofillOf({ kind, name }: FormField): string | undefined {
  if (kind === "email") return "email";
  if (kind === "telephone") return "tel";
  return tokens.has(name) ? name : undefined;
}
