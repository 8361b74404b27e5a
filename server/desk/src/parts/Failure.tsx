import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Icon } from "./Icon.tsx";

/** In place of what could not be loaded. */
export function Failure({ text, onRetry }: { text: string; onRetry?: () => void }): ReactNode {
  const t = useTexts();
  return (
    <div className="failure" role="alert">
      <Icon name="alert" />
      <p>{text}</p>
      {onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          {t("tryAgain")}
        </button>
      )}
    </div>
  );
}

export function Loading(): ReactNode {
  const t = useTexts();
  return (
    <p className="loading" role="status">
      {t("loading")}
    </p>
  );
}
