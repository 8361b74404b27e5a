import type { InboxRow, Queue } from "@causerie/protocol/desk";
import { isSpeech } from "#channel/event.ts";
import { shorten } from "#channel/kit/shorten.ts";
import type { LogEvent } from "#channel/log.ts";
import { toPlainText } from "#channel/message/plain-text.ts";
import { localeOf } from "#conversation/conversation.ts";
import type { CaseRow } from "#desk/inbox/case-store.ts";
import { dueAt } from "#desk/inbox/queues/due-at.ts";

/** How a connector is called, by its id; one that is not configured any more has its id. */
export type ChannelNames = (connectorId: string) => { channel: string; channelName: string };

/** Characters of the last words. */
const longestText = 140;

/** A line of the inbox, from what is kept of a conversation. */
export function toRow(
  row: CaseRow,
  channelNames: ChannelNames,
  now: number,
  queues: ReadonlyMap<string, Queue> = new Map(),
): InboxRow {
  const { conversationId, connectorId, tail, state } = row;
  const { queue, operator, tags = [], summary, version = 0, language = localeOf(state) } = row.case ?? {};
  const last = tail.map(toLast).findLast((each) => each !== undefined);
  const stands = stateOf(row, now);
  const offer = stands === "waiting" ? row.case?.offer : undefined;
  const waitingSince = waitsSince(row, stands);
  const due = row.case === undefined ? undefined : dueAt(queues.get(queue ?? ""), row.case, waitingSince);
  return {
    conversationId,
    connectorId,
    ...channelNames(connectorId),
    visitorName: nameOf(row),
    state: stands,
    ...(queue === undefined ? {} : { queue }),
    ...(operator === undefined ? {} : { operator }),
    ...(language === undefined ? {} : { language }),
    tags: [...tags],
    ...(summary === undefined ? {} : { summary }),
    ...(last === undefined ? {} : { lastText: inOneLine(last.text), lastBy: last.by }),
    updatedAt: row.updatedAt,
    ...(waitingSince === undefined ? {} : { waitingSince }),
    ...(due === undefined ? {} : { dueAt: due }),
    ...(offer === undefined ? {} : { offer: { to: offer.to, until: offer.until } }),
    version,
  };
}

/** A handover that has ended by its time leaves the conversation to the bot, and nobody is told. */
function stateOf({ case: known, state: { handover } }: CaseRow, now: number): InboxRow["state"] {
  if (known === undefined) return "bot";
  const isOver = handover === undefined || handover.until <= now;
  // Just opened: the first act of the team may still be on its way into the log.
  const isFresh = now - (known.assignedAt ?? known.waitingSince ?? 0) < freshMs;
  if ((known.state === "open" || known.state === "waiting") && isOver && !isFresh) return "bot";
  return known.state;
}

const freshMs = 60_000;

/** Since the case waits, or since the first thing the visitor has said after the team's last answer. */
function waitsSince({ case: known, tail }: CaseRow, state: InboxRow["state"]): number | undefined {
  if (state === "waiting") return known?.waitingSince;
  if (state !== "open") return undefined;
  const answered = tail.findLastIndex((event) => event.type === "message" && event.author.role === "agent");
  return tail.slice(answered + 1).find((event) => event.type === "visitor" && isSpeech(event.content))?.at;
}

/** As the channel says; else by the end of the id, which tells visitors apart. */
function nameOf({ tail, userId }: CaseRow): string {
  for (const event of tail.toReversed()) {
    if (event.type !== "visitor") continue;
    const name = event.from?.profile?.name ?? event.from?.profile?.firstName;
    if (name !== undefined && name.trim() !== "") return name;
  }
  return userId.length <= 16 ? userId : `…${userId.slice(-6)}`;
}

function toLast(event: LogEvent): { by: "visitor" | "bot" | "agent" | "system"; text: string } | undefined {
  switch (event.type) {
    case "visitor": {
      const { content } = event;
      if (content.type === "overheard") return { by: content.by === "agent" ? "agent" : "visitor", text: content.text };
      if (content.type === "postback") return { by: "visitor", text: content.label };
      if (content.type === "attachment")
        return {
          by: "visitor",
          text: content.text ?? content.attachments.map(({ name, kind }) => name ?? kind).join(", "),
        };
      return content.type === "text" ? { by: "visitor", text: content.text } : undefined;
    }
    case "message":
    case "message.final":
    case "message.update":
      return { by: event.author.role, text: toPlainText(event.message) };
    case "message.start":
    case "turn.end":
      return undefined;
  }
}

function inOneLine(text: string): string {
  return shorten(text.replaceAll(/\s+/g, " ").trim(), longestText);
}
