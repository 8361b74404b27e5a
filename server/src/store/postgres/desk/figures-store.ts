import { slotMs } from "#desk/figures/counting/tally.ts";
import type { FiguresStore, SummedCount } from "#desk/figures/figures-store.ts";
import type { LogBody } from "#channel/log.ts";
import type { Pools } from "#store/postgres/connection/pools.ts";

/**
 * Over the connections for reading: those for writing carry what people say. Of a statement whose answer was lost a repeat finds that its conversations are
 * counted further, and adds nothing.
 */
export function createFiguresStore(pools: Pick<Pools, "read">): FiguresStore {
  return {
    look: async (after, limit) => {
      const page = await pools.read<{ id: string; isBehind: boolean }>(selectPage, after, limit);
      return {
        behind: page.filter(({ isBehind }) => isBehind).map(({ id }) => id),
        next: page.length < limit ? undefined : page.at(-1)?.id,
      };
    },
    uncounted: async (ids, mostEvents) =>
      (await pools.read<UncountedRow>(selectUncounted, ids, mostEvents)).map(
        ({ id, connectorId, seq, known, events }) => ({
          conversationId: id,
          connectorId,
          countedSeq: seq,
          known: known === null ? undefined : (JSON.parse(known) as unknown),
          events: (JSON.parse(events) as [seq: number, at: number, body: string][]).map(([seq, at, body]) => ({
            seq,
            at,
            ...(JSON.parse(body) as LogBody),
          })),
        }),
      ),
    add: async (steps, counts) => {
      const written = steps.map(({ conversationId, from, to, known }) => {
        return { conversation: conversationId, from, to, known: JSON.stringify(known) };
      });
      const [row] = await pools.read<{ done: boolean }>(addFigures, JSON.stringify(written), JSON.stringify(counts));
      return row?.done === true;
    },
    ownStep: async () => (await pools.read<{ seq: number }>(selectOwnStep))[0]?.seq ?? 0,
    countFailures: async (limit) => (await pools.read<{ count: number }>(countFailures, slotMs, limit))[0]?.count ?? 0,
    openCases: () => pools.read(selectOpenCases),
    sum: (from, to) => pools.read<SummedCount>(selectSums, from, to),
    clear: async () => {
      await pools.read("SELECT clear_figures()");
    },
  };
}

type UncountedRow = { id: string; connectorId: string; seq: number; known: string | null; events: string };

const selectPage = `
  SELECT c.id, c.last_seq > coalesce(s.seq, 0) AS "isBehind"
  FROM (SELECT id, last_seq FROM conversation WHERE id > $1 ORDER BY id LIMIT $2) c
    LEFT JOIN figure_step s ON s.conversation = c.id ORDER BY c.id`;

const selectUncounted = `
  SELECT c.id, c.connector_id AS "connectorId", coalesce(s.seq, 0) AS seq, s.known,
    (SELECT coalesce(json_agg(json_build_array(e.seq, e.at, e.body) ORDER BY e.seq), '[]') FROM (
      SELECT seq, at, body FROM event WHERE conversation = c.id AND seq > coalesce(s.seq, 0) ORDER BY seq LIMIT $2) e)::text AS events
  FROM conversation c LEFT JOIN figure_step s ON s.conversation = c.id
  WHERE c.id = ANY ($1::text[]) AND c.last_seq > coalesce(s.seq, 0)`;

const addFigures = "SELECT add_figures($1::jsonb, $2::jsonb) AS done";
const countFailures = "SELECT count_failures($1, $2) AS count";
const selectOwnStep = "SELECT seq FROM figure_step WHERE conversation = ''";

const selectOpenCases = `
  SELECT operator, count(*)::integer AS count FROM desk_case WHERE state = 'open' AND operator IS NOT NULL GROUP BY operator`;

const selectSums = `
  SELECT connector_id AS "connectorId", measure, key, sum(amount)::bigint AS amount FROM figure WHERE slot >= $1 AND slot < $2
  GROUP BY connector_id, measure, key HAVING sum(amount) <> 0`;
