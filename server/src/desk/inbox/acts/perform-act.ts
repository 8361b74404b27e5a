import type { DeskAct } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { TeamMember } from "#channel/team-act.ts";
import type { Actor } from "#desk/http/actor.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { changeCase } from "#desk/inbox/case-changes.ts";
import type { Case, CaseStore } from "#desk/inbox/case-store.ts";
import { acceptFromTeam, noSuchConversation, team, type TeamEventParts } from "#desk/inbox/team-event.ts";
import { closeCase, giveToBot, takeCase, tagCase, transferCase, withReply } from "./case-after-act.ts";
import type { OperatorFiles } from "#desk/inbox/files/operator-files.ts";
import { queueWords, ratingWords } from "#desk/inbox/queues/said-by-queue.ts";
import { findColleague, findQueue } from "./transfer-target.ts";

export type ActParts = TeamEventParts & {
  cases: CaseStore;
  records: DeskRecords;
  files: Pick<OperatorFiles, "complete">;
  /** Something of the conversation has changed that its log does not show. */
  changed: (conversationId: string) => void;
};

/** Somebody of the team, signed in. */
export type Operator = Extract<Actor, { type: "person" }>;

/** As visitors see them. */
export function asMember({ id, name, publicName }: Operator): TeamMember {
  return { id, name: publicName ?? name };
}

/**
 * Does one act of an operator. First the case, where two who act at once are told apart, then the event of the conversation, where they
 * would be told apart again. A process that dies between the two leaves a case whose operator repeats the act: its id makes it the same.
 *
 * @throws RequestError `conflict` when another operator has the conversation; `not_found`
 */
export async function performAct(parts: ActParts, by: Operator, conversationId: string, act: DeskAct): Promise<Case> {
  const { cases, now } = parts;
  const member = asMember(by);
  const eventId = `${by.id} ${act.id}`;
  const change = (next: (before: Case) => Case): Promise<Case> => keep(cases, conversationId, next, now());
  const say = (event: Parameters<typeof team>[0]): Promise<void> =>
    acceptFromTeam(parts, conversationId, team(event), eventId);

  switch (act.type) {
    case "take": {
      const assigned = await change((before) =>
        takeCase(before, by, { from: act.from, version: act.version, now: now() }),
      );
      await say({ type: "take", by: member, ...(act.from === undefined ? {} : { from: act.from }) });
      await audit(parts, by, "conversation.take", conversationId);
      return assigned;
    }
    case "say": {
      const answered = await change((before) => withReply(takeCase(before, by, { now: now() }), now()));
      await say({ type: "say", by: member, text: act.text });
      return answered;
    }
    case "send": {
      // Before anything changes: a file that is not there is no reason to have the conversation.
      const file = await parts.files.complete(conversationId, by.id, act.upload);
      const answered = await change((before) => withReply(takeCase(before, by, { now: now() }), now()));
      const alt = act.alt?.trim() ?? "";
      // A picture that nobody has described has at least a name.
      await say({ type: "send", by: member, file, alt: alt === "" ? file.name : alt });
      return answered;
    }
    case "note":
      return writeNote(parts, by, conversationId, { id: act.id, text: act.text });
    case "return": {
      const returned = await change((before) => giveToBot(before, by));
      const summary = act.note === undefined || act.note.trim() === "" ? {} : { summary: act.note };
      await acceptFromTeam(parts, conversationId, { type: "handover", to: "bot", ...summary }, eventId);
      await audit(parts, by, "conversation.return", conversationId);
      return returned;
    }
    case "close": {
      const closed = await change((before) => closeCase(before, by, now()));
      const rating = await ratingWords(parts.records, closed);
      await say({ type: "close", by: member, ...(rating === undefined ? {} : { rating }) });
      await audit(parts, by, "conversation.close", conversationId);
      return closed;
    }
    case "transfer": {
      if (act.note !== undefined && act.note.trim() !== "")
        await writeNote(parts, by, conversationId, { id: `${act.id}-transfer`, text: act.note });
      return transfer(parts, by, conversationId, act, change, say);
    }
    case "tag":
      return change((before) => tagCase(before, act.tags));
    case "language":
      return change((before) => ({ ...before, language: act.language }));
  }
}

async function transfer(
  parts: ActParts,
  by: Operator,
  conversationId: string,
  { queue, person }: Extract<DeskAct, { type: "transfer" }>,
  change: (next: (before: Case) => Case) => Promise<Case>,
  say: (event: Parameters<typeof team>[0]) => Promise<void>,
): Promise<Case> {
  if ((queue === undefined) === (person === undefined))
    throw new RequestError("invalid_request", "a transfer names a queue or a person, one of the two");
  const { records, cases, now } = parts;
  if (person !== undefined) {
    const to = await findColleague(records, person);
    const given = await change((before) => transferCase(before, by, { operator: to, now: now() }));
    await say({ type: "take", by: { id: to.id, name: to.publicName ?? to.name }, from: by.id });
    await audit(parts, by, "conversation.transfer", conversationId, { to: `person ${to.id}` });
    return given;
  }
  const found = await findQueue(records, queue ?? "");
  const waits = await change((before) => transferCase(before, by, { queue: found.id, now: now() }));
  const text = await queueWords(cases, found, waits, now());
  await say({ type: "wait", by: asMember(by), ...(text === undefined ? {} : { text }) });
  await audit(parts, by, "conversation.transfer", conversationId, { to: `queue ${found.id}` });
  return waits;
}

async function writeNote(
  { cases, now, changed }: ActParts,
  by: Operator,
  conversationId: string,
  { id, text }: { id: string; text: string },
): Promise<Case> {
  const note = { id: `${by.id} ${id}`, conversationId, by: { id: by.id, name: by.name }, text, at: now() };
  if (!(await cases.addNote(note))) throw noSuchConversation();
  changed(conversationId);
  return (await cases.read(conversationId)) ?? { conversationId, state: "bot", tags: [], version: 0 };
}

async function keep(
  cases: CaseStore,
  conversationId: string,
  next: (before: Case) => Case,
  now: number,
): Promise<Case> {
  const kept = await changeCase(cases, conversationId, next, now);
  if (kept === undefined) throw noSuchConversation();
  return kept;
}

async function audit(
  { records, now, changed }: ActParts,
  { id, name }: Operator,
  act: string,
  conversationId: string,
  detail?: Readonly<Record<string, string>>,
): Promise<void> {
  const target = `conversation ${conversationId}`;
  await records.write([], [{ by: id, byName: name, act, target, ...(detail === undefined ? {} : { detail }) }], now());
  changed(conversationId);
}
