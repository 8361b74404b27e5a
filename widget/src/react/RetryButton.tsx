import type { ReactNode } from "react";
import { useText } from "./text.ts";

/** In the place of a part that could not be fetched or drawn. */
export function RetryButton({ onPress }: { onPress: () => void }): ReactNode {
  const { t } = useText();
  return (
    <button type="button" className="causerie-button" part="button" onClick={onPress}>
      {t("partFailed")}
    </button>
  );
}

export function retryButton(retry: () => void): ReactNode {
  return <RetryButton onPress={retry} />;
}
