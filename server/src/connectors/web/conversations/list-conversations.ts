import { type ConversationList, limits, type ListedConversation } from "@causerie/protocol";
import type { EventContent } from "#channel/event.ts";
import { shorten } from "#channel/kit/shorten.ts";
import type { ConversationLog, LogEvent } from "#channel/log.ts";
import type { ConversationFacts, OwnConversations } from "#channel/host/own-conversations.ts";
import { toPlainText } from "#channel/message/plain-text.ts";

/** Events at the end of a conversation that are looked at. */
const lookedAt = 50;
/** Events at its beginning in which the visitor's first words are looked for. */
const firstEvents = 10;
const longestTitle = 80;
const longestWords = 160;

type Parts = { log: ConversationLog; conversations: Pick<OwnConversations, "of"> };

/** The visitor's own conversations in which something was said, the one that was active last first. */
export async function listConversations(
  { log, conversations }: Parts,
  visitorId: string,
  limit: number,
): Promise<ConversationList> {
  const own = await conversations.of(visitorId, limit);
  const listed = await Promise.all(own.map((facts) => describeConversation(log, facts)));
  return { conversations: listed.filter((each) => each !== undefined) };
}

/** Messages that the visitor has not read in their other conversations: the badge of a page that has not loaded the chat counts them, too. */
export async function countUnreadElsewhere(
  { log, conversations }: Parts,
  visitorId: string,
  { except, limit }: { except: string; limit: number },
): Promise<number> {
  const own = await conversations.of(visitorId, limit);
  const others = own.filter(({ id, readSeq, lastSeq }) => id !== except && readSeq < lastSeq);
  const counts = await Promise.all(
    others.map(async ({ id, readSeq }) => unreadOf(await log.tail(id, lookedAt), readSeq).length),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function describeConversation(
  log: ConversationLog,
  facts: ConversationFacts,
): Promise<ListedConversation | undefined> {
  const events = await log.tail(facts.id, lookedAt);
  const [oldest] = events;
  if (oldest === undefined) return undefined;
  const isWhole = oldest.seq <= facts.oldestSeq;
  const first = isWhole ? events : await log.read(facts.id, Math.max(0, facts.oldestSeq - 1), firstEvents);
  const title = firstOf(first, (event) => (event.type === "visitor" ? wordsOf(event.content) : ""));
  const last = firstOf(events.toReversed(), lastWordsOf);
  const unread = unreadOf(events, facts.readSeq);
  return {
    id: facts.id,
    ...(title === undefined ? {} : { title: shorten(title, longestTitle) }),
    ...(last === undefined ? {} : { last: { ...last, text: shorten(last.text, longestWords) } }),
    at: facts.updatedAt,
    unread: Math.min(unread.length, limits.pageOfEvents),
    ...(unread[0] === undefined ? {} : { firstUnread: unread[0] }),
  };
}

function firstOf<Found>(events: readonly LogEvent[], find: (event: LogEvent) => Found): Found | undefined {
  for (const event of events) {
    const found = find(event);
    if (found) return found;
  }
  return undefined;
}

function lastWordsOf(event: LogEvent): ListedConversation["last"] {
  switch (event.type) {
    case "visitor": {
      const text = wordsOf(event.content);
      return text === "" ? undefined : { role: "visitor", text };
    }
    case "message":
    case "message.final": {
      const { role, name } = event.author;
      const text = oneLine(toPlainText(event.message).split("\n")[0] ?? "");
      return text === "" ? undefined : { role, text, ...(name === undefined ? {} : { name }) };
    }
    // An update changes what was said before.
    case "message.update":
    case "message.start":
    case "turn.end":
      return undefined;
  }
}

function wordsOf(content: EventContent): string {
  if (content.type === "text") return oneLine(content.text);
  if (content.type === "postback") return oneLine(content.label);
  if (content.type === "attachment") return oneLine(content.text ?? content.attachments[0]?.title ?? "");
  return content.type === "location" ? oneLine(content.title ?? "") : "";
}

/** Ids of the messages that they have not read. Whoever wrote after a message has seen it. */
function unreadOf(events: readonly LogEvent[], readSeq: number): string[] {
  const written = events.findLast((event) => event.type === "visitor" && wordsOf(event.content) !== "")?.seq ?? 0;
  return events
    .filter(({ seq }) => seq > Math.max(readSeq, written))
    .flatMap((event) => (event.type === "message" || event.type === "message.final" ? [event.messageId] : []));
}

/** Without the marks of markdown, which a list does not draw. */
function oneLine(text: string): string {
  return text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\*\*|__|`|^\s*(?:#+|[-*>])\s/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
