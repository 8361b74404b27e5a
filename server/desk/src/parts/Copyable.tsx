import { type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";

/** A secret or a link that is shown once. */
export function Copyable({ label, value }: { label: string; value: string }): ReactNode {
  const t = useTexts();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className="copyable">
      <input className="input" readOnly aria-label={label} value={value} onFocus={(event) => event.target.select()} />
      <button type="button" className="button" onClick={() => void copy().catch(() => setCopied(false))}>
        {isCopied ? t("copied") : t("copy")}
      </button>
    </div>
  );
}
