import type { ChannelField } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { Copyable } from "#parts/Copyable.tsx";
import { Field, SelectField, TextField } from "#parts/Field.tsx";
import { makeId } from "#state/make-id.ts";

type Props = {
  field: ChannelField;
  value: string;
  onChange: (value: string) => void;
  /** Since when the secret is set, in milliseconds since 1970. */
  setAt?: number | undefined;
};

/** One option of a channel, as its kind describes it. */
export function OptionField({ field, value, onChange, setAt }: Props): ReactNode {
  const t = useTexts();
  const { input, isRequired } = field;
  const label = isRequired ? `${field.title} (${t("required")})` : field.title;
  const shared = { label, value, onChange: (event: { target: { value: string } }) => onChange(event.target.value) };
  if (field.isSecret && input !== "json" && input !== "list")
    return <SecretField field={field} label={label} value={value} onChange={onChange} setAt={setAt} />;
  const hint = <Hint field={field} setAt={setAt} />;
  switch (input) {
    case "choice":
    case "switch":
      return (
        <SelectField {...shared} hint={hint} required={isRequired}>
          {!isRequired && <option value="">{t("notSaid")}</option>}
          {choicesOf(field, t("yes"), t("no")).map(([choice, title]) => (
            <option key={choice} value={choice}>
              {title}
            </option>
          ))}
        </SelectField>
      );
    case "list":
    case "json":
      return <TextField {...shared} hint={hint} spellCheck={false} />;
    case "number":
      return (
        <Field
          {...shared}
          hint={hint}
          type="number"
          step="any"
          required={isRequired}
          min={field.minimum}
          max={field.maximum}
        />
      );
    case "text":
      return <Field {...shared} hint={hint} required={isRequired} spellCheck={false} />;
  }
}

function SecretField({ field, label, value, onChange, setAt }: Props & { label: string }): ReactNode {
  const t = useTexts();
  const [made, setMade] = useState<string>();
  const makeUp = (): void => {
    const secret = makeId();
    setMade(secret);
    onChange(secret);
  };
  return (
    <>
      <Field
        label={label}
        hint={<Hint field={field} setAt={setAt} />}
        type="password"
        autoComplete="new-password"
        required={field.isRequired && setAt === undefined}
        value={value}
        onChange={(event) => {
          setMade(undefined);
          onChange(event.target.value);
        }}
      />
      {field.isOwnChoice && made === undefined && (
        <button type="button" className="button small" onClick={makeUp}>
          {t("makeOneUp")}
        </button>
      )}
      {made !== undefined && (
        <div className="field">
          <Copyable label={field.title} value={made} />
          <p className="hint" role="status">
            {t("madeUp")}
          </p>
        </div>
      )}
    </>
  );
}

function Hint({ field, setAt }: Pick<Props, "field" | "setAt">): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const { help, input, isSecret } = field;
  const form = input === "list" ? t("listHint") : input === "json" ? t("jsonHint") : "";
  const secret = setAt === undefined ? t("secretNotSet") : t("secretIsSet", { at: moment(setAt) });
  return (
    <>{[help === undefined ? "" : `${help}.`, form, isSecret ? secret : ""].filter((part) => part !== "").join(" ")}</>
  );
}

function choicesOf({ input, choices = [] }: ChannelField, yes: string, no: string): [string, string][] {
  if (input === "choice") return choices.map((choice) => [choice, choice]);
  return [
    ["true", yes],
    ["false", no],
  ];
}
