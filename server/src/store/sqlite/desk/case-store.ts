import { type CaseCursor, type CaseFilter, type CaseStore, tailLength } from "#desk/inbox/case-store.ts";
import {
  caseColumns,
  type StoredCase,
  type StoredNote,
  type StoredRow,
  toCase,
  toNote,
  toPattern,
  toRow,
} from "#store/desk/case-rows.ts";
import type { Database } from "#store/sqlite/database.ts";
import type { OperatorParts } from "#store/sqlite/operator/create-operator.ts";

export function createCaseStore(reader: Database, writer: Pick<OperatorParts, "run">): CaseStore {
  return {
    read: async (conversationId) => {
      const row = reader.get<StoredCase>(selectCase, conversationId);
      return row && toCase(row);
    },
    save: (changed, now) => writer.run("saveCase", { changed, now }),
    page: async (filter, after, limit) =>
      reader.all<StoredRow>(selectPage(filter), ...pageValues(filter, after), limit).map(toRow),
    rows: async (ids) => reader.all<StoredRow>(selectRows, JSON.stringify(ids)).map(toRow),
    mention: async (ids, words) =>
      reader.all<{ id: string }>(selectMentions, JSON.stringify(ids), toPattern(words)).map(({ id }) => id),
    waiting: async (limit) => reader.all<StoredCase>(selectWaiting, limit).flatMap((row) => toCase(row) ?? []),
    counts: async (operatorId) => ({
      ...(reader.get<{ waiting: number; open: number; mine: number }>(selectCounts, operatorId) ?? noCounts),
      queues: Object.fromEntries(
        reader.all<{ queue: string; count: number }>(selectQueues).map(({ queue, count }) => [queue, count]),
      ),
    }),
    notes: async (conversationId) => reader.all<StoredNote>(selectNotes, conversationId).map(toNote),
    addNote: (note) => writer.run("addNote", note),
  };
}

const noCounts = { waiting: 0, open: 0, mine: 0 };

const selectCase = `SELECT d.conversation, ${caseColumns} FROM desk_case d WHERE d.conversation = ?`;

const columns = `
  c.id AS conversation, c.connector_id AS connectorId, c.user_id AS userId, c.created_at AS createdAt,
  c.updated_at AS updatedAt, c.state, ${caseColumns},
  (SELECT json_group_array(json_array(seq, at, body)) FROM (
    SELECT seq, at, body FROM event e WHERE e.conversation = c.id AND seq > c.last_seq - ${tailLength} ORDER BY seq)) AS tail`;

/**
 * A filter by what the desk keeps begins at its own, smaller table. The ends of the logs are read for the page alone: not for all that
 * are sorted.
 */
function selectPage({ state, operator, queue, tag }: CaseFilter): string {
  const isOfDesk = (state !== undefined && state !== "bot") || queue !== undefined || tag !== undefined;
  const begins = isOfDesk || (operator !== undefined && operator !== "");
  const from = begins
    ? "desk_case d CROSS JOIN conversation c ON c.id = d.conversation"
    : "conversation c LEFT JOIN desk_case d ON d.conversation = c.id";
  return `
    WITH page AS MATERIALIZED (SELECT c.id FROM ${from}
    WHERE ${state === undefined ? "?1 IS NULL" : stateFilters[state]} AND (?2 IS NULL OR d.queue = ?2)
      AND (?3 IS NULL OR coalesce(d.operator, '') = ?3) AND (?4 IS NULL OR c.connector_id = ?4)
      AND (?5 IS NULL OR ${language} = ?5 OR ${language} LIKE ?5 || '-%')
      AND (?6 IS NULL OR EXISTS (SELECT 1 FROM json_each(d.tags) WHERE value = ?6))
      AND (?7 IS NULL OR (c.updated_at, c.id) < (?7, ?8))
    ORDER BY c.updated_at DESC, c.id DESC LIMIT ?9)
    SELECT ${columns} FROM page p JOIN conversation c ON c.id = p.id LEFT JOIN desk_case d ON d.conversation = c.id
    ORDER BY c.updated_at DESC, c.id DESC`;
}

/** As one by one, so that each can use its index. */
const stateFilters = {
  bot: "(?1 = 'bot' AND (d.state IS NULL OR d.state = 'bot'))",
  active: "(?1 = 'active' AND d.state IN ('waiting', 'open'))",
  waiting: "d.state = ?1",
  open: "d.state = ?1",
  closed: "d.state = ?1",
} as const;

const language = "coalesce(d.language, c.state ->> '$.preferredLocale', c.state ->> '$.locale')";

function pageValues(filter: CaseFilter, after: CaseCursor | undefined): (string | number | null)[] {
  const { state, queue, operator, connectorId, language: spoken, tag } = filter;
  return [
    state ?? null,
    queue ?? null,
    operator ?? null,
    connectorId ?? null,
    spoken ?? null,
    tag ?? null,
    after?.updatedAt ?? null,
    after?.conversationId ?? null,
  ];
}

const selectRows = `
  SELECT ${columns} FROM json_each(?1) i JOIN conversation c ON c.id = i.value LEFT JOIN desk_case d ON d.conversation = c.id`;

const selectMentions = `
  SELECT i.value AS id FROM json_each(?1) i
  WHERE EXISTS (SELECT 1 FROM event e WHERE e.conversation = i.value AND e.body LIKE ?2 ESCAPE '\\')`;

const selectWaiting = `
  SELECT d.conversation, ${caseColumns} FROM desk_case d WHERE d.state = 'waiting' ORDER BY d.waiting_since, d.conversation LIMIT ?`;

const selectCounts = `
  SELECT (SELECT count(*) FROM desk_case WHERE state = 'waiting') AS waiting,
    (SELECT count(*) FROM desk_case WHERE state = 'open') AS open,
    (SELECT count(*) FROM desk_case WHERE operator = ?1 AND state = 'open') AS mine`;

const selectQueues = `
  SELECT queue, count(*) AS count FROM desk_case WHERE state = 'waiting' AND queue IS NOT NULL GROUP BY queue`;

const selectNotes = `
  SELECT id, conversation, author, author_name AS authorName, text, at FROM desk_note WHERE conversation = ? ORDER BY at, id`;
