import type { DeskEntry } from "@causerie/protocol/desk";
import type { TextKey, Translate } from "#i18n/texts.ts";

const sentences: Partial<Record<string, TextKey>> = {
  "team.take": "systemTake",
  "team.wait": "systemWait",
  "team.close": "systemClose",
  handover: "systemHandover",
  handover_request: "systemHandover",
  team_read: "systemRead",
};

/** What was done to the conversation, in one sentence. What this console does not know yet has its word of the wire. */
export function systemText({ kind, text, by }: DeskEntry, t: Translate): string {
  const key = sentences[kind];
  const name = by.name ?? (kind === "team_read" ? text : t("byTeam"));
  const sentence = key === undefined ? kind : t(key, { name });
  return text === "" || kind === "team_read" ? sentence : `${sentence}: ${text}`;
}
