import { deskLimits, type EntryPage, type OpenConversation } from "@causerie/protocol/desk";
import type { ConversationLog, LogEvent } from "#channel/log.ts";
import type { CaseRow, CaseStore } from "#desk/inbox/case-store.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { noSuchConversation } from "#desk/inbox/team-event.ts";
import type { Operator } from "#operator/operator.ts";
import { deliveriesOf, type DeliveryStates } from "./delivery-state.ts";
import { toEntries } from "./to-entries.ts";
import { showRows } from "./show-rows.ts";
import type { ChannelNames } from "./to-row.ts";

export type ConversationParts = {
  cases: CaseStore;
  log: Pick<ConversationLog, "read" | "position">;
  operator: Pick<Operator, "aliases" | "conversations" | "personOf">;
  deliveryStates: DeliveryStates;
  channelNames: ChannelNames;
  records: Pick<DeskRecords, "list">;
  /** Who has it open now. */
  viewers: (conversationId: string) => { id: string; name: string }[];
  /** What an operator may send by this connector. */
  sendsOf: (connectorId: string) => OpenConversation["sends"];
  /** Where the console is, e.g. `/chat/desk`. */
  deskPath: string;
  now: () => number;
};

/** @throws RequestError `not_found` */
export async function openConversation(parts: ConversationParts, conversationId: string): Promise<OpenConversation> {
  const { cases, viewers } = parts;
  const [row] = await cases.rows([conversationId]);
  if (row === undefined) throw noSuchConversation();
  const sends = parts.sendsOf(row.connectorId);
  const [page, notes, person, others] = await Promise.all([
    readEntries(parts, conversationId, {}),
    cases.notes(conversationId),
    describePerson(parts, row),
    otherConversations(parts, row),
  ]);
  const [shown] = await showRows(parts, [row]);
  if (shown === undefined) throw noSuchConversation();
  return {
    row: shown,
    ...page,
    notes: notes.map(({ id, at, by, text }) => ({ id, at, by, text })),
    person,
    others,
    viewers: viewers(conversationId),
    ...(sends === undefined ? {} : { sends }),
  };
}

/** `before`: the page that ends before this seq; `after`: what came after it; neither: the newest. */
export async function readEntries(
  parts: Pick<ConversationParts, "log" | "deliveryStates" | "deskPath">,
  conversationId: string,
  { before, after }: { before?: number | undefined; after?: number | undefined },
): Promise<EntryPage> {
  const { log } = parts;
  const { lastSeq, oldestSeq } = await log.position(conversationId);
  const end = before === undefined ? lastSeq : Math.min(before - 1, lastSeq);
  const start = after ?? Math.max(end - deskLimits.logPage, 0);
  const events = (await log.read(conversationId, start, deskLimits.logPage)).filter(({ seq }) => seq <= end);
  return {
    entries: await showEvents(parts, conversationId, events),
    firstSeq: start + 1,
    lastSeq: events.at(-1)?.seq ?? Math.max(start, 0),
    hasEarlier: start + 1 > Math.max(oldestSeq, 1),
  };
}

export async function showEvents(
  { deliveryStates, deskPath }: Pick<ConversationParts, "deliveryStates" | "deskPath">,
  conversationId: string,
  events: readonly LogEvent[],
): Promise<EntryPage["entries"]> {
  const deliveries = await deliveriesOf(events, deliveryStates);
  const base = `${deskPath}/api/inbox/${encodeURIComponent(conversationId)}/files`;
  return toEntries(events, { deliveries, fileUrl: (seq, index) => `${base}/${seq}/${index}` });
}

/** Facts in pairs. The labels are words of the wire, which the console says in its own language. */
async function describePerson(
  { operator }: ConversationParts,
  { connectorId, userId, createdAt, tail, state }: CaseRow,
): Promise<OpenConversation["person"]> {
  const from = tail
    .flatMap((event) => (event.type === "visitor" && event.from !== undefined ? [event.from] : []))
    .at(-1);
  const aliases = await operator.aliases(connectorId, userId);
  const { name, locale, timeZone } = from?.profile ?? {};
  const claims = Object.entries(from?.claims ?? {}).map(([label, value]) => ({
    label,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
  const facts: { label: string; value: string | undefined }[] = [
    { label: "name", value: name },
    { label: "id", value: userId },
    ...aliases.map(({ type, value }) => ({ label: type, value })),
    { label: "language", value: state.preferredLocale ?? state.locale ?? locale },
    { label: "timeZone", value: timeZone },
    { label: "firstSeen", value: new Date(createdAt).toISOString() },
    ...claims,
  ];
  return facts.flatMap(({ label, value }) => (value === undefined || value === "" ? [] : [{ label, value }]));
}

const mostOthers = 20;

/** The person's other conversations on this channel, and on those on which they are known to be the same. */
async function otherConversations(
  { operator, channelNames }: ConversationParts,
  { conversationId, connectorId, userId }: CaseRow,
): Promise<OpenConversation["others"]> {
  const own = { connectorId, userId };
  const members = (await operator.personOf(own))?.members ?? [own];
  const listed = await Promise.all(members.map((member) => operator.conversations(member, mostOthers)));
  return listed
    .flat()
    .filter(({ id }) => id !== conversationId)
    .toSorted((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, mostOthers)
    .map((each) => ({
      conversationId: each.id,
      channelName: channelNames(each.connectorId).channelName,
      updatedAt: each.updatedAt,
    }));
}
