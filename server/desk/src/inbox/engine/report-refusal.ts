import { failureText } from "#i18n/failure-text.ts";
import { texts } from "#i18n/texts.ts";
import { sayFailure } from "#parts/toasts.tsx";
import { go } from "#routing/location.ts";
import type { Refusal } from "./inbox-engine.ts";

/** One sentence why it was not done, and where the text is. */
export function reportRefusal({ conversationId, error, hasWords, name }: Refusal): void {
  const { t } = texts();
  const why = error === "tooOld" ? t("actTooOld") : error.status === 409 ? t("actConflict") : failureText(error, t);
  const text = [name === undefined ? "" : `${name}:`, why, hasWords ? t("textIsBack") : ""].filter(Boolean).join(" ");
  sayFailure(text, {
    label: t("showConversation"),
    run: () => go({ page: "inbox", choice: { list: "all" }, conversation: conversationId }),
  });
}
