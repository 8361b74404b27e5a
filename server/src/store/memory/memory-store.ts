import type { Address, Alias } from "#channel/address.ts";
import { comesFromAddress, type EventContent, type InboundEvent } from "#channel/event.ts";
import type { ConversationIndex } from "#conversation/conversation-index.ts";
import { localeOf } from "#conversation/conversation.ts";
import type { ConversationLog, LogBody, LogEvent } from "#channel/log.ts";
import type { Accepted, Amended, Amendment } from "#pipeline/inbox/inbox.ts";
import type { NamedLeases } from "#pipeline/lanes/hold-lease.ts";
import type { People } from "#pipeline/notify/notify.ts";
import { contentHash } from "#store/content-hash.ts";
import { stoppedRecord } from "#conversation/turns.ts";
import type { GrowthLog } from "#pipeline/watching/growth.ts";
import { clientIdReused, endedSession, notTheirConversation } from "#store/refusals.ts";
import { toStats } from "#store/queue-stats.ts";
import type { Store, StoreStats } from "#store/store.ts";
import { orderedAt } from "#store/order-of-waiting.ts";
import { headOf, logOnce, type MemoryConversation, type MemoryTables, newConversation } from "./memory-conversation.ts";
import { isWaiting, type MemoryOutbox } from "./memory-deliveries.ts";
import { createMemoryOutbox } from "./memory-outbox.ts";
import { createMemoryPush } from "./memory-push.ts";
import { createMemorySessions } from "./memory-sessions.ts";
import { MemoryPersons } from "./memory-persons.ts";
import { createMemoryTurns } from "./memory-turns.ts";
import { createMemoryTexts } from "./memory-texts.ts";
import { createMemoryUploads } from "./memory-uploads.ts";

/** A store for tests: forgets everything with the process, and does all at once instead of in transactions. */
export function createMemoryStore({ now = Date.now }: { now?: () => number } = {}): Store {
  const tables: MemoryTables = { conversations: new Map(), aliases: [], tokens: new Map(), deadLetters: [] };
  const outbox: MemoryOutbox = new Map();
  const sessions = createMemorySessions();
  const persons = new MemoryPersons(tables);
  return {
    events: {
      append: async (event, now) => {
        const session = { connectorId: event.connectorId, visitorId: event.address.user, generation: null };
        if (comesFromAddress(event.content) && (await sessions.judge(session, now)) === "ended") throw endedSession();
        return append(tables, persons, event, now);
      },
      amend: async (amendment) => amend(tables, amendment),
    },
    people: createMemoryPeople(tables),
    conversations: createMemoryIndex(tables),
    tokens: { read: async (connectorId, token) => tables.tokens.get(`${connectorId} ${token}`) },
    turns: createMemoryTurns(tables, outbox, persons),
    outbox: createMemoryOutbox(tables, outbox),
    log: createMemoryLog(tables),
    growth: createMemoryGrowth(tables),
    leases: createMemoryLeases(),
    sessions,
    links: persons,
    uploads: createMemoryUploads(),
    push: createMemoryPush(tables),
    texts: createMemoryTexts(),
    ready: async () => {},
    stats: async () => readStats(tables, outbox, now()),
    [Symbol.asyncDispose]: async () => {},
  };
}

function readStats({ conversations, deadLetters }: MemoryTables, outbox: MemoryOutbox, now: number): StoreStats {
  const unanswered = [...conversations.values()].flatMap(({ log, work }) =>
    work.map(({ seq }) => now - (log.find((event) => event.seq === seq)?.at ?? now)),
  );
  const groups = Map.groupBy(
    [...outbox.values()].filter(isWaiting),
    ({ connectorId, state }) => `${connectorId} ${state}`,
  );
  const deliveries = [...groups.values()].flatMap((items) => {
    const [first] = items;
    if (first === undefined) return [];
    const { connectorId, state } = first;
    const oldestMs = now - Math.min(...items.map(({ queuedAt }) => queuedAt));
    return [{ connectorId, state, count: items.length, oldestMs }];
  });
  const oldest = unanswered.length === 0 ? null : Math.max(...unanswered);
  const queue = { unanswered: unanswered.length, oldestUnansweredMs: oldest, deadLetters: deadLetters.length };
  return toStats(queue, deliveries);
}

function append(tables: MemoryTables, persons: MemoryPersons, event: InboundEvent, now: number): Accepted {
  const { id, conversationId, connectorId, content, from, context } = event;
  const address = structuredClone(event.address);
  const conversation = tables.conversations.get(conversationId) ?? newConversation({ ...event, address });
  if (conversation.connectorId !== connectorId || !isSamePerson(tables, conversation, event))
    throw notTheirConversation();

  const first = conversation.keys.get(`in:${id}`);
  if (first !== undefined) {
    if (first.contentHash !== contentHash(content)) throw clientIdReused();
    return { seq: first.seq, duplicate: true };
  }
  if (comesFromAddress(content)) {
    persons.move(connectorId, conversation.address.user, address.user);
    keepAddress(tables, conversation, address);
  }
  for (const alias of event.from?.aliases ?? []) keepAlias(tables, connectorId, alias, event.from?.id ?? address.user);
  const body: LogBody = {
    type: "visitor",
    clientId: id,
    content,
    ...(from === undefined ? {} : { from }),
    ...(context === undefined ? {} : { context }),
  };
  const seq = logOnce(conversation, { key: `in:${id}`, body, at: now, contentHash: contentHash(content) }) ?? 0;
  conversation.work.push({
    event: structuredClone(event),
    seq,
    attempts: 0,
    begun: false,
    notBefore: now,
    orderedAt: orderedAt(event.inOrder === true ? null : event.at, now),
    records: new Map(),
  });
  tables.conversations.set(conversationId, conversation);
  return { seq, duplicate: false };
}

function amend(
  { conversations }: MemoryTables,
  { connectorId, conversationId, eventId, content }: Amendment,
): Amended | undefined {
  const conversation = conversations.get(conversationId);
  const seq = conversation?.keys.get(`in:${eventId}`)?.seq;
  if (conversation?.connectorId !== connectorId || seq === undefined) return undefined;
  const event = conversation.log[seq - 1];
  if (event?.type !== "visitor") return undefined;
  const isGone = event.content.type === "deleted";
  const files = blobsOf(isGone ? content : event.content);
  const waiting = conversation.work.find((each) => each.seq === seq);
  if (!isGone) {
    event.content = structuredClone(content);
    if (waiting !== undefined) waiting.event = { ...waiting.event, content: structuredClone(content) };
  }
  const kept = new Set([...conversations.values()].flatMap(({ log }) => log.flatMap(blobsIn)));
  return { files: files.filter((blob) => !kept.has(blob)) };
}

function blobsIn(event: LogEvent): string[] {
  if (event.type === "visitor") return blobsOf(event.content);
  const file = "message" in event && event.message.type === "media" ? event.message.media.file : undefined;
  return file === undefined ? [] : [file.blob];
}

function blobsOf(content: EventContent): string[] {
  const files = content.type === "attachment" || content.type === "overheard" ? content.attachments : undefined;
  return files?.flatMap(({ blob, unscanned }) => blob ?? unscanned ?? []) ?? [];
}

function isSamePerson(
  { aliases }: MemoryTables,
  { connectorId, address }: MemoryConversation,
  { address: { user }, from, content }: InboundEvent,
): boolean {
  if (address.user === user) return true;
  if (content.type === "identity_change" && content.previous === address.user) return true;
  // The aliases of a member say nothing about their group.
  if (from === undefined || from.id !== user) return false;
  return from.aliases.some((alias) =>
    aliases.some((kept) => kept.connectorId === connectorId && isSame(kept.alias, alias) && kept.user === address.user),
  );
}

/** A person who has a new id has it in all their conversations. */
function keepAddress({ conversations, aliases }: MemoryTables, moved: MemoryConversation, address: Address): void {
  const { connectorId } = moved;
  const { user } = address;
  const former = moved.address.user;
  for (const each of conversations.values())
    if (each.connectorId === connectorId && each.address.user === former) each.address = { ...each.address, user };
  for (const alias of aliases) if (alias.connectorId === connectorId && alias.user === former) alias.user = user;
  moved.address = address;
}

function keepAlias({ aliases }: MemoryTables, connectorId: string, alias: Alias, user: string): void {
  const kept = aliases.find((each) => each.connectorId === connectorId && isSame(each.alias, alias));
  if (kept === undefined) aliases.push({ connectorId, alias, user });
  else kept.user = user;
}

function isSame(one: Alias, other: Alias): boolean {
  return one.type === other.type && one.value === other.value;
}

function createMemoryPeople({ conversations, aliases }: MemoryTables): People {
  function idsOf(connectorId: string, person: string | Alias): string[] {
    const isMeant = (alias: Alias): boolean =>
      typeof person === "string" ? alias.value === person : isSame(alias, person);
    const found = aliases.filter((kept) => kept.connectorId === connectorId && isMeant(kept.alias));
    const ids = found.map(({ user }) => user);
    return typeof person === "string" ? [person, ...ids] : ids;
  }
  return {
    conversationOf: async (connectorId, person) => {
      const ids = idsOf(connectorId, person);
      return [...conversations.values()].findLast(
        (each) => each.connectorId === connectorId && ids.includes(each.address.user),
      )?.id;
    },
    addressOf: async (id) => {
      const conversation = conversations.get(id);
      if (conversation === undefined) return undefined;
      return structuredClone({ connectorId: conversation.connectorId, address: conversation.address });
    },
    localeOf: async (id) => {
      const conversation = conversations.get(id);
      return conversation && localeOf(conversation.state);
    },
  };
}

function createMemoryIndex({ conversations }: MemoryTables): ConversationIndex {
  return {
    of: async (connectorId, userId, limit) =>
      [...conversations.values()]
        .filter((each) => each.connectorId === connectorId && each.address.user === userId)
        .map(({ id, log, readSeq }) => {
          const [createdAt = 0, updatedAt = 0] = [log[0]?.at, log.at(-1)?.at];
          return { id, createdAt, updatedAt, lastSeq: log.length, oldestSeq: 1, readSeq };
        })
        .toSorted((a, b) => b.updatedAt - a.updatedAt || b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    markRead: async (id, seq) => {
      const conversation = conversations.get(id);
      if (conversation !== undefined)
        conversation.readSeq = Math.max(conversation.readSeq, Math.min(seq, conversation.log.length));
    },
  };
}

function createMemoryLeases(): NamedLeases {
  const leases = new Map<string, { holder: string; expiresAt: number }>();
  return {
    hold: async (name, holder, now, ms) => {
      const lease = leases.get(name);
      if (lease !== undefined && lease.holder !== holder && lease.expiresAt > now) return false;
      leases.set(name, { holder, expiresAt: now + ms });
      return true;
    },
    release: async (name, holder) => {
      if (leases.get(name)?.holder === holder) leases.delete(name);
    },
  };
}

function createMemoryLog({ conversations }: MemoryTables): ConversationLog {
  const logOf = (id: string): LogEvent[] => conversations.get(id)?.log ?? [];
  return {
    read: async (id, after, limit) => structuredClone(logOf(id).slice(after, after + limit)),
    tail: async (id, limit) => structuredClone(limit > 0 ? logOf(id).slice(-limit) : []),
    position: async (id) => ({
      epoch: "memory",
      lastSeq: logOf(id).length,
      oldestSeq: 1,
      pending: (conversations.get(id)?.work.length ?? 0) > 0,
    }),
  };
}

function createMemoryGrowth({ conversations }: MemoryTables): GrowthLog {
  return {
    grown: async (known) =>
      new Map(
        Array.from(known).flatMap(([id, { seq, turn }]) => {
          const conversation = conversations.get(id);
          const log = conversation?.log ?? [];
          const head = conversation && headOf(conversation);
          const stopped = head !== undefined && head.seq === turn && head.records.has(stoppedRecord);
          return log.length > seq || stopped ? [[id, { lastSeq: log.length, stopped }] as const] : [];
        }),
      ),
  };
}
