import type { FormField } from "@causerie/protocol";
import type { ReactNode } from "react";
import { Drawing } from "#react/Icon.tsx";
import { extraIcons } from "#theme/extra-icons.ts";
import type { FramedField } from "./control-props.ts";
import { useFormText } from "./form-text.ts";

/** Stars, as a group of radio buttons: the arrow keys move between them, and each is named by its number. */
export function RatingField(props: FramedField<Extract<FormField, { kind: "rating" }>>): ReactNode {
  const { field, id, value, control, label, before, after } = props;
  const t = useFormText();
  const { name, required, ...aria } = control;
  const stars = Array.from({ length: field.max }, (_, index) => index + 1);
  return (
    <fieldset
      className="causerie-form-field"
      part="field"
      role="radiogroup"
      aria-labelledby={id}
      aria-required={required}
      {...aria}
    >
      <legend id={id} dir="auto">
        {label}
      </legend>
      {before}
      <div className="causerie-stars">
        {stars.map((count) => (
          <label key={count} className="causerie-star">
            <input
              type="radio"
              name={name}
              value={count}
              defaultChecked={String(count) === value}
              aria-label={t("formStars", { count, max: field.max })}
            />
            <Drawing path={extraIcons.star} />
          </label>
        ))}
        {!required && (
          <label className="causerie-radio">
            <input type="radio" name={name} value="" defaultChecked={value === ""} />
            <span>{t("noAnswer")}</span>
          </label>
        )}
      </div>
      {after}
    </fieldset>
  );
}
