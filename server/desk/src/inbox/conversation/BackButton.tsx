import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { IconButton } from "#parts/IconButton.tsx";
import { go } from "#routing/location.ts";
import type { InboxChoice } from "#routing/route.ts";

/** Shown where the list is not. */
export function BackButton({ choice }: { choice: InboxChoice }): ReactNode {
  const t = useTexts();
  return (
    <IconButton
      icon="back"
      label={t("backToList")}
      className="narrow-only"
      onClick={() => go({ page: "inbox", choice })}
    />
  );
}
