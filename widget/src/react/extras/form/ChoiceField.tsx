import type { FormField } from "@causerie/protocol";
import { type ReactNode, useRef } from "react";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { useExtraText } from "#react/extras/extra-text.ts";
import type { FramedField } from "./control-props.ts";

/** Up to this number all choices are shown. A longer list must be opened. */
const few = 4;

type ChoiceFieldProps = FramedField<Extract<FormField, { kind: "choice" }>>;

export function ChoiceField(props: ChoiceFieldProps): ReactNode {
  return props.field.options.length <= few ? <RadioField {...props} /> : <SelectField {...props} />;
}

function RadioField({ field, id, value, control, label, before, after }: ChoiceFieldProps): ReactNode {
  const t = useExtraText();
  const { name, required, ...aria } = control;
  // A visitor who has chosen must be able to choose nothing again.
  const options = required ? field.options : [...field.options, { label: t("noAnswer"), value: "" }];
  return (
    <fieldset
      className="causerie-form-field"
      part="field"
      role="radiogroup"
      aria-labelledby={id}
      // Not on each choice: a browser would call it invalid before the visitor has tried to send.
      aria-required={required}
      {...aria}
    >
      <legend id={id} dir="auto">
        {label}
      </legend>
      {before}
      {options.map((option, index) => (
        <label key={index} className="causerie-radio">
          <input type="radio" name={name} value={option.value} defaultChecked={option.value === value} />
          <span dir="auto">{option.label}</span>
        </label>
      ))}
      {after}
    </fieldset>
  );
}

function SelectField({ field, id, value, control, label, before, after }: ChoiceFieldProps): ReactNode {
  const t = useExtraText();
  const select = useRef<HTMLSelectElement>(null);
  const begin = useRef(value);
  useBrowserLayoutEffect(() => {
    // After the options exist: only React can set the value of a `select` together with them, Preact cannot.
    if (select.current !== null) select.current.value = begin.current;
  }, []);
  return (
    <div className="causerie-form-field" part="field">
      <label htmlFor={id} dir="auto">
        {label}
      </label>
      {before}
      <select ref={select} id={id} className="causerie-control" {...control}>
        <option value="">{t(field.required ? "choose" : "noAnswer")}</option>
        {field.options.map((option, index) => (
          <option key={index} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {after}
    </div>
  );
}
