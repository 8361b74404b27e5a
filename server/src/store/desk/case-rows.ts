import type { LogBody, LogEvent } from "#channel/log.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Case, CaseNote, CaseOffer, CaseRow } from "#desk/inbox/case-store.ts";

/** A case as it stands in a table, in every database. */
export type StoredCase = {
  conversation: string;
  caseState: Case["state"] | null;
  queue: string | null;
  operator: string | null;
  operatorName: string | null;
  language: string | null;
  story: string | null;
  summary: string | null;
  tags: string | null;
  waitingSince: number | null;
  assignedAt: number | null;
  repliedAt: number | null;
  closedAt: number | null;
  openedBy: string | null;
  /** A JSON object. */
  offer: string | null;
  version: number | null;
};

/** With its conversation. `tail`: a JSON array of `[seq, at, body]`, whose bodies are texts. */
export type StoredRow = StoredCase & {
  connectorId: string;
  userId: string;
  createdAt: number;
  updatedAt: number;
  state: string;
  tail: string;
};

export type StoredNote = {
  id: string;
  conversation: string;
  author: string;
  authorName: string;
  text: string;
  at: number;
};

/** The columns of a case, of a table that is called `d`, under the names of {@link StoredCase}. */
export const caseColumns = `
  d.state AS "caseState", d.queue, d.operator, d.operator_name AS "operatorName", d.language, d.story, d.summary, d.tags,
  d.waiting_since AS "waitingSince", d.assigned_at AS "assignedAt", d.replied_at AS "repliedAt", d.closed_at AS "closedAt",
  d.opened_by AS "openedBy", d.offer, d.version`;

/** In the order of the table's columns, from `state` to `opened_by`, and the offer. */
export function valuesOf(given: Case): (string | number | null)[] {
  return [
    given.state,
    given.queue ?? null,
    given.operator?.id ?? null,
    given.operator?.name ?? null,
    given.language ?? null,
    given.story ?? null,
    given.summary ?? null,
    JSON.stringify(given.tags),
    given.waitingSince ?? null,
    given.assignedAt ?? null,
    given.repliedAt ?? null,
    given.closedAt ?? null,
    given.openedBy ?? null,
    given.offer === undefined ? null : JSON.stringify(given.offer),
  ];
}

/** Undefined: the conversation has none. */
export function toCase(row: StoredCase): Case | undefined {
  if (row.caseState === null) return undefined;
  const { queue, operator, operatorName, language, story, summary, openedBy, offer } = row;
  const { waitingSince, assignedAt, repliedAt, closedAt } = row;
  return {
    conversationId: row.conversation,
    state: row.caseState,
    ...(queue === null ? {} : { queue }),
    ...(operator === null ? {} : { operator: { id: operator, name: operatorName ?? "" } }),
    ...(language === null ? {} : { language }),
    ...(story === null ? {} : { story }),
    ...(summary === null ? {} : { summary }),
    tags: JSON.parse(row.tags ?? "[]") as string[],
    ...(waitingSince === null ? {} : { waitingSince }),
    ...(assignedAt === null ? {} : { assignedAt }),
    ...(repliedAt === null ? {} : { repliedAt }),
    ...(closedAt === null ? {} : { closedAt }),
    ...(openedBy === null ? {} : { openedBy }),
    ...(offer === null ? {} : { offer: JSON.parse(offer) as CaseOffer }),
    version: row.version ?? 0,
  };
}

export function toRow(row: StoredRow): CaseRow {
  const found = toCase(row);
  return {
    conversationId: row.conversation,
    connectorId: row.connectorId,
    userId: row.userId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    state: JSON.parse(row.state) as ConversationState,
    tail: (JSON.parse(row.tail) as [number, number, string][]).map(toLogEvent),
    ...(found === undefined ? {} : { case: found }),
  };
}

function toLogEvent([seq, at, body]: [number, number, string]): LogEvent {
  return { seq, at, ...(JSON.parse(body) as LogBody) };
}

export function toNote({ id, conversation, author, authorName, text, at }: StoredNote): CaseNote {
  return { id, conversationId: conversation, by: { id: author, name: authorName }, text, at };
}

/** What the words look like in a log, which is JSON: in a pattern of LIKE, escaped by `\`. */
export function toPattern(words: string): string {
  const json = JSON.stringify(words).slice(1, -1);
  return `%${json.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
