import { deskLimits } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field } from "#parts/Field.tsx";

type Props = { label: string; value: string; onChange: (value: string) => void };

/** A password that is made now. Only its length is measured: length is what counts, and rules about letters make people write it down. */
export function NewPassword({ label, value, onChange }: Props): ReactNode {
  const t = useTexts();
  const missing = Math.max(0, deskLimits.passwordMin - value.length);
  const hint = (
    <>
      <meter
        aria-label={t("passwordLength")}
        min={0}
        max={deskLimits.passwordMin}
        low={deskLimits.passwordMin}
        optimum={deskLimits.passwordMin}
        value={Math.min(value.length, deskLimits.passwordMin)}
      />
      <span>{missing === 0 ? t("passwordLong") : t("passwordMissing", { count: missing })}</span>
    </>
  );
  return (
    <Field
      label={label}
      hint={hint}
      type="password"
      name="new-password"
      autoComplete="new-password"
      required
      minLength={deskLimits.passwordMin}
      maxLength={deskLimits.passwordMax}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
