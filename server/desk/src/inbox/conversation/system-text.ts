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

/**
 * What was done to the conversation, in one sentence; or what the server has said by itself, e.g. to somebody who waits. What this console does not
 * know yet has its word of the wire, unless it has words of its own.
 */
export function systemText({ kind, text, by }: DeskEntry, t: Translate): string {
  const key = sentences[kind];
  const name = by.name ?? (kind === "team_read" ? text : t("byTeam"));
  if (key === undefined) return text === "" ? kind : text;
  const sentence = t(key, { name });
  return text === "" || kind === "team_read" ? sentence : `${sentence}: ${text}`;
}
