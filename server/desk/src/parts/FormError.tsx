import type { ReactNode } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { useTexts } from "#i18n/texts.ts";
import type { CallError } from "#wire/call-error.ts";

export function FormError({ error }: { error: CallError | undefined }): ReactNode {
  const t = useTexts();
  if (error === undefined) return null;
  return (
    <p className="error" role="alert">
      {failureText(error, t)}
    </p>
  );
}
