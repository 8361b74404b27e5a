import type { LogBody, LogEvent } from "#channel/log.ts";
import type { FiguresStore, SummedCount } from "#desk/figures/figures-store.ts";
import type { Database } from "#store/sqlite/database.ts";
import type { OperatorParts } from "#store/sqlite/operator/create-operator.ts";

export function createFiguresStore(reader: Database, writer: Pick<OperatorParts, "run">): FiguresStore {
  const eventsOf = (id: string, after: number, limit: number): LogEvent[] =>
    reader
      .all<{ seq: number; at: number; body: string }>(selectEvents, id, after, limit)
      .map(({ seq, at, body }) => ({ seq, at, ...(JSON.parse(body) as LogBody) }));
  return {
    look: async (after, limit) => {
      const page = reader.all<{ id: string; isBehind: number }>(selectPage, after, limit);
      return {
        behind: page.filter(({ isBehind }) => isBehind === 1).map(({ id }) => id),
        next: page.length < limit ? undefined : page.at(-1)?.id,
      };
    },
    uncounted: async (ids, mostEvents) =>
      reader.all<StepRow>(selectSteps, JSON.stringify(ids)).map(({ id, connectorId, seq, known }) => ({
        conversationId: id,
        connectorId,
        countedSeq: seq,
        known: known === null ? undefined : (JSON.parse(known) as unknown),
        events: eventsOf(id, seq, mostEvents),
      })),
    add: (steps, counts) => writer.run("addFigures", { steps, counts }),
    ownStep: async () => reader.get<{ seq: number }>("SELECT seq FROM figure_step WHERE conversation = ''")?.seq ?? 0,
    countFailures: async (limit) =>
      reader.get(selectAnyFailure) === undefined ? 0 : await writer.run("countFailures", { limit }),
    openCases: async () => reader.all<{ operator: string; count: number }>(selectOpenCases),
    sum: async (from, to) => reader.all<SummedCount>(selectSums, from, to),
    clear: () => writer.run("clearFigures", undefined),
  };
}

type StepRow = { id: string; connectorId: string; seq: number; known: string | null };

const selectEvents = "SELECT seq, at, body FROM event WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?";

const selectPage = `
  SELECT c.id, c.last_seq > coalesce(s.seq, 0) AS isBehind
  FROM (SELECT id, last_seq FROM conversation WHERE id > ? ORDER BY id LIMIT ?) c
    LEFT JOIN figure_step s ON s.conversation = c.id ORDER BY c.id`;

const selectSteps = `
  SELECT c.id, c.connector_id AS connectorId, coalesce(s.seq, 0) AS seq, s.known
  FROM json_each(?1) i JOIN conversation c ON c.id = i.value LEFT JOIN figure_step s ON s.conversation = c.id
  WHERE c.last_seq > coalesce(s.seq, 0)`;

const selectAnyFailure = "SELECT 1 FROM outbox WHERE state = 'failed' AND is_counted = 0 LIMIT 1";

const selectOpenCases = `
  SELECT operator, count(*) AS count FROM desk_case WHERE state = 'open' AND operator IS NOT NULL GROUP BY operator`;

const selectSums = `
  SELECT connector_id AS connectorId, measure, key, sum(amount) AS amount FROM figure WHERE slot >= ? AND slot < ?
  GROUP BY connector_id, measure, key HAVING sum(amount) <> 0`;
