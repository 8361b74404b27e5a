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
  valuesOf,
} from "#store/desk/case-rows.ts";
import type { Pools } from "#store/postgres/connection/pools.ts";

/**
 * Over the connections for reading: those for writing carry what people say. Of a statement whose answer was lost a repeat finds the version
 * that it has written itself, and counts as somebody else's change: whoever asked looks again.
 */
export function createCaseStore(pools: Pick<Pools, "read">): CaseStore {
  return {
    read: async (conversationId) => {
      const [row] = await pools.read<StoredCase>(selectCase, conversationId);
      return row && toCase(row);
    },
    save: async (changed) => {
      const [row] = await pools.read<{ version: number | null }>(
        saveCase,
        changed.conversationId,
        changed.version,
        ...valuesOf(changed),
      );
      return row?.version ?? undefined;
    },
    page: async (filter, after, limit) =>
      (await pools.read<StoredRow>(selectPage, ...pageValues(filter, after), limit)).map(toRow),
    rows: async (ids) => (await pools.read<StoredRow>(selectRows, ids)).map(toRow),
    mention: async (ids, words) =>
      (await pools.read<{ id: string }>(selectMentions, ids, toPattern(words))).map(({ id }) => id),
    waiting: async (limit) => (await pools.read<StoredCase>(selectWaiting, limit)).flatMap((row) => toCase(row) ?? []),
    counts: async (operatorId) => {
      const [[counts], queues] = await Promise.all([
        pools.read<{ waiting: number; open: number; mine: number }>(selectCounts, operatorId),
        pools.read<{ queue: string; count: number }>(selectQueues),
      ]);
      return {
        ...(counts ?? { waiting: 0, open: 0, mine: 0 }),
        queues: Object.fromEntries(queues.map(({ queue, count }) => [queue, count])),
      };
    },
    notes: async (conversationId) => (await pools.read<StoredNote>(selectNotes, conversationId)).map(toNote),
    addNote: async ({ id, conversationId, by, text, at }) => {
      const [row] = await pools.read<{ added: boolean }>(addNote, id, conversationId, by.id, by.name, text, at);
      return row?.added === true;
    },
  };
}

const saveCase = `SELECT save_case($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS version`;
const addNote = `SELECT add_note($1, $2, $3, $4, $5, $6) AS added`;

const selectCase = `SELECT d.conversation, ${caseColumns} FROM desk_case d WHERE d.conversation = $1`;

const columns = `
  c.id AS conversation, c.connector_id AS "connectorId", c.user_id AS "userId", c.created_at AS "createdAt",
  c.updated_at AS "updatedAt", c.state, ${caseColumns},
  (SELECT coalesce(json_agg(json_build_array(seq, at, body) ORDER BY seq), '[]') FROM event e
    WHERE e.conversation = c.id AND seq > c.last_seq - ${tailLength})::text AS tail`;

/** What a state holds may have characters that jsonb refuses; its language is in the JSON that json reads. */
const language = `coalesce(d.language, c.state::json ->> 'preferredLocale', c.state::json ->> 'locale')`;

const selectPage = `
  WITH page AS MATERIALIZED (SELECT c.id FROM conversation c LEFT JOIN desk_case d ON d.conversation = c.id
  WHERE CASE WHEN $1::text IS NULL THEN true WHEN $1 = 'bot' THEN d.state IS NULL OR d.state = 'bot'
      WHEN $1 = 'active' THEN d.state IN ('waiting', 'open') ELSE d.state = $1 END
    AND ($2::text IS NULL OR d.queue = $2) AND ($3::text IS NULL OR coalesce(d.operator, '') = $3)
    AND ($4::text IS NULL OR c.connector_id = $4)
    AND ($5::text IS NULL OR ${language} = $5 OR ${language} LIKE $5 || '-%')
    AND ($6::text IS NULL OR d.tags::jsonb ? $6)
    AND ($7::bigint IS NULL OR (c.updated_at, c.id) < ($7, $8::text))
  ORDER BY c.updated_at DESC, c.id DESC LIMIT $9)
  SELECT ${columns} FROM page p JOIN conversation c ON c.id = p.id LEFT JOIN desk_case d ON d.conversation = c.id
  ORDER BY c.updated_at DESC, c.id DESC`;

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
  SELECT ${columns} FROM conversation c LEFT JOIN desk_case d ON d.conversation = c.id WHERE c.id = ANY ($1::text[])`;

const selectMentions = `
  SELECT i.id FROM unnest($1::text[]) i (id)
  WHERE EXISTS (SELECT FROM event e WHERE e.conversation = i.id AND e.body ILIKE $2 ESCAPE '\\')`;

const selectWaiting = `
  SELECT d.conversation, ${caseColumns} FROM desk_case d WHERE d.state = 'waiting' ORDER BY d.waiting_since, d.conversation LIMIT $1`;

const selectCounts = `
  SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'open')::int AS open,
    count(*) FILTER (WHERE state = 'open' AND operator = $1)::int AS mine
  FROM desk_case WHERE state IN ('waiting', 'open')`;

const selectQueues = `
  SELECT queue, count(*)::int AS count FROM desk_case WHERE state = 'waiting' AND queue IS NOT NULL GROUP BY queue`;

const selectNotes = `
  SELECT id, conversation, author, author_name AS "authorName", text, at FROM desk_note WHERE conversation = $1 ORDER BY at, id`;
