import type { PanelField } from "@causerie/protocol";
import { type ComponentProps, type ReactNode, useId, useRef } from "react";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { useTexts } from "#react/features/texts.ts";
import type { Problem } from "./panel-problems.ts";
import { controlName } from "./panel-values.ts";
import { texts } from "./strings.ts";

export type FieldProps = {
  field: PanelField;
  /** What the visitor has typed before the panel was drawn; else the field's own value. */
  value: string | undefined;
  problem: Problem | undefined;
};

/** A question in a panel. The control itself keeps what is typed. */
export function Field({ field, value = field.value ?? "", problem }: FieldProps): ReactNode {
  const { t } = useTexts(texts);
  const id = useId();
  const { hint = "", label, required, kind } = field;
  const describedBy = [hint && `${id}h`, problem && `${id}p`].filter(Boolean).join(" ");
  const common = {
    id,
    name: controlName(field.name),
    required,
    "aria-describedby": describedBy === "" ? undefined : describedBy,
    "aria-invalid": problem !== undefined,
  };
  const words = (
    <>
      <span>{label}</span>
      {required && <span aria-hidden="true"> *</span>}
    </>
  );
  return (
    <div className="causerie-form-field" part="field">
      {kind === "checkbox" ? (
        <label className="causerie-radio" dir="auto">
          <input type="checkbox" value="true" defaultChecked={value === "true"} {...common} />
          <span>{words}</span>
        </label>
      ) : (
        <label htmlFor={id} dir="auto">
          {words}
        </label>
      )}
      {hint !== "" && (
        <p className="causerie-field-hint" id={`${id}h`} dir="auto">
          {hint}
        </p>
      )}
      {kind === "choice" && (
        <Select
          options={field.options}
          value={value}
          none={t(required ? "panelChoose" : "panelNoAnswer")}
          {...common}
        />
      )}
      {(kind === "text" || kind === "date" || kind === "number") && (
        <input
          className="causerie-control"
          type={kind}
          dir={kind === "text" ? "auto" : undefined}
          defaultValue={value}
          {...(kind === "number" || kind === "date" ? { min: field.min, max: field.max } : {})}
          {...(kind === "number" ? { step: "any", inputMode: "decimal" } : {})}
          // The wheel would change the number instead of scrolling the thread.
          onWheel={kind === "number" ? (event) => event.currentTarget.blur() : undefined}
          {...common}
        />
      )}
      {problem !== undefined && (
        <p className="causerie-field-error" id={`${id}p`}>
          {t(problem)}
        </p>
      )}
    </div>
  );
}

type SelectProps = ComponentProps<"select"> & {
  options: Extract<PanelField, { kind: "choice" }>["options"];
  value: string;
  /** What the option without a value says. */
  none: string;
};

function Select({ options, value, none, ...control }: SelectProps): ReactNode {
  const select = useRef<HTMLSelectElement>(null);
  const begin = useRef(value);
  useBrowserLayoutEffect(() => {
    // After the options exist: only React can set the value of a `select` together with them, Preact cannot.
    if (select.current !== null) select.current.value = begin.current;
  }, []);
  return (
    <select ref={select} className="causerie-control" {...control}>
      <option value="">{none}</option>
      {options.map((option, index) => (
        <option key={index} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
