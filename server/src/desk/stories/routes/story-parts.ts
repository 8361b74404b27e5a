import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryRules } from "#bot/routing/story-rules.ts";
import type { Actor } from "#desk/http/actor.ts";
import type { DeskRecords, NewAuditEntry } from "#desk/records/desk-records.ts";
import type { UnknownSentences } from "#desk/records/unknown-sentences.ts";

/** What the pages of the stories need. */
export type StoryParts = {
  records: DeskRecords;
  bot: Bot;
  configuredRules: StoryRules;
  /** After a rule was kept: it is in force once this resolves, and in the other processes soon. */
  changedRules: () => Promise<void>;
  /** The same of texts. */
  changedTexts: () => Promise<void>;
  sentences: UnknownSentences;
  /** So that the page shows what was said a moment ago. */
  writeSentences: () => Promise<void>;
  channels: () => readonly { id: string; name: string }[];
  /** Of the channels: what variants of a text may be for. */
  channelKinds: () => readonly string[];
  now: () => number;
};

/** What the audit log says of an act. What visitors have written stays out of it. */
export function storyAct(
  { id, name }: Actor,
  act: string,
  target: string,
  detail: NewAuditEntry["detail"] = {},
): NewAuditEntry {
  return { by: id, byName: name, act, target, ...(Object.keys(detail).length === 0 ? {} : { detail }) };
}
