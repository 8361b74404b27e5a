import type { ReactNode } from "react";
import { useTexts } from "#react/features/texts.ts";
import { useChatState } from "#react/hooks/use-chat.ts";
import type { Feature, SeamProps } from "#react/seams/feature.ts";
import { seenEntry } from "./seen-entry.ts";
import { texts } from "./strings.ts";

/** "Seen" under the newest message of the visitor that a person of the team has read. That the bot reads goes without saying. */
function Seen({ entry }: SeamProps["MessageFoot"]): ReactNode {
  const { t } = useTexts(texts);
  const seen = useChatState(seenEntry);
  if (seen?.key !== entry.key) return null;
  const { name } = seen;
  return <span part="receipt">{name === undefined ? t("receiptsSeen") : t("receiptsSeenBy", { name })}</span>;
}

export const feature: Feature = { parts: { MessageFoot: Seen } };
