import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { FormError } from "#parts/FormError.tsx";
import type { CallError } from "#wire/call-error.ts";

/** The server names the channel that stands against this one: that must be read. */
export function ChannelError({ error }: { error: CallError | undefined }): ReactNode {
  const t = useTexts();
  if (error?.code !== "conflict" || error.detail === undefined) return <FormError error={error} />;
  return (
    <p className="error" role="alert">
      {t("failureDetail", { detail: error.detail })}
    </p>
  );
}
