import type { Entry } from "#chat/chat.ts";
import type { Translate } from "#i18n/strings.ts";

/** "You said:" - how a screen reader tells the authors apart. */
export function saidBy(entry: Entry, t: Translate): string {
  if (entry.type === "visitor") return t("youSaid");
  const { name, role } = entry.author;
  if (name !== undefined) return t("someoneSaid", { name });
  return t(role === "agent" ? "agentSaid" : "botSaid");
}
