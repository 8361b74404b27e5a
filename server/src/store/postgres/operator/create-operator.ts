import type { ConversationState } from "#conversation/conversation.ts";
import {
  type DeadLetter,
  type Deleted,
  type Expired,
  type ListedDelivery,
  type Operator,
  expiryPage,
} from "#operator/operator.ts";
import { readAddress } from "#store/address.ts";
import type { StoredCase, StoredNote } from "#store/desk/case-rows.ts";
import { type KeptBesideRow, toBeside, toKeptBeside } from "#store/exported-rows.ts";
import {
  type ConversationRow,
  type CountsRow,
  type DeliveryCountRow,
  type DeliveryRow,
  type EventRow,
  toDelivery,
  toListed,
  toLogEvent,
  toOverview,
} from "#store/listed-rows.ts";
import { type StoredPerson, toPerson } from "#store/shared-memory.ts";
import type { WorkOptions } from "#store/postgres/connection/work.ts";
import * as select from "./selects.ts";

/** Runs one statement, which is a transaction of its own and may take as long as an operator's work takes. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a row is typed by who asks
export type RunStatement = <Row>(sql: string, ...values: unknown[]) => Promise<Row[]>;

/** Who may be waited for by whom, and what cancels it. */
export type RunAs = (options: WorkOptions) => RunStatement;

/** Deliveries that go out at once in one transaction: their conversations are locked until its end. */
const retriedAtOnce = 500;

/** The operator's port on PostgreSQL. Times are the database's: of those given only differences are used. */
export function createOperator(runAs: RunAs): Operator {
  const run = runAs({ lane: "all" });
  const runOfPerson = runAs({ lane: "person" });

  /** The one value of a statement that calls a function. */
  async function callBy<Value>(by: RunStatement, sql: string, ...values: unknown[]): Promise<Value> {
    const [row] = await by<{ value: Value }>(`SELECT ${sql} AS value`, ...values);
    if (row === undefined) throw new Error("the database did not answer a call");
    return row.value;
  }
  const call = <Value>(sql: string, ...values: unknown[]): Promise<Value> => callBy<Value>(run, sql, ...values);
  const callOfPerson = <Value>(sql: string, ...values: unknown[]): Promise<Value> =>
    callBy<Value>(runOfPerson, sql, ...values);

  const deliveriesOf = async (
    by: RunStatement,
    filter: (string | null)[],
    limit: number | null,
  ): Promise<ListedDelivery[]> => (await by<DeliveryRow>(select.deliveries, ...filter, limit)).map(toDelivery);
  const deadLettersOf = (by: RunStatement, conversation: string | null, seq: number | null, limit: number | null) =>
    by<DeadLetter>(select.deadLetters, conversation, seq, limit);

  async function retryAll(): Promise<number> {
    let total = 0;
    let after = -1;
    for (;;) {
      const page = await run<{ id: string; position: number }>(select.waitingDeliveries, after, retriedAtOnce);
      const last = page.at(-1);
      if (last === undefined) return total;
      total += await call<number>(
        "retry_deliveries($1::text[])",
        page.map(({ id }) => id),
      );
      after = last.position;
    }
  }

  return {
    overview: async () => {
      const [counts] = await run<CountsRow>(select.counts);
      return toOverview(counts, await run<DeliveryCountRow>(select.deliveryCounts));
    },

    deliveries: ({ connectorId = null, conversationId = null, state = null }, limit) =>
      deliveriesOf(run, [connectorId, conversationId, state], limit),
    retryDeliveries: (ids) => (ids === undefined ? retryAll() : call<number>("retry_deliveries($1::text[])", ids)),
    dropDeliveries: (ids) => call<number>("drop_deliveries($1::text[])", ids),

    deadLetters: (limit) => deadLettersOf(run, null, null, limit),
    deadLetter: async ({ conversationId, seq }) => {
      const [letter] = await deadLettersOf(run, conversationId, seq, 1);
      const [event] = letter === undefined ? [] : await run<EventRow>(select.events, conversationId, seq);
      return letter === undefined || event === undefined ? undefined : { ...letter, event: toLogEvent(event) };
    },
    retryDeadLetter: ({ conversationId, seq }) => call<boolean>("retry_dead_letter($1, $2)", conversationId, seq),
    unusedFiles: (ids) => call<string[]>("unused_files($1::text[])", ids),
    dropDeadLetter: async ({ conversationId, seq }) => (await run(dropDeadLetter, conversationId, seq)).length > 0,

    conversations: async ({ connectorId = null, userId = null }, limit) =>
      (
        await (userId === null ? run : runOfPerson)<ConversationRow>(
          select.conversations,
          connectorId,
          userId,
          null,
          limit,
        )
      ).map(toListed),
    conversation: async (id) => {
      const [row] = await runOfPerson<ConversationRow>(select.conversations, null, null, id, 1);
      if (row === undefined) return undefined;
      return {
        ...toListed(row),
        address: readAddress(row.userId, row.address),
        state: JSON.parse(row.state) as ConversationState,
        log: (await runOfPerson<EventRow>(select.events, id, null)).map(toLogEvent),
        deliveries: await deliveriesOf(runOfPerson, [null, id, "any"], null),
        deadLetters: await deadLettersOf(runOfPerson, id, null, null),
        files: (await runOfPerson<{ blob: string }>(select.files, id)).map(({ blob }) => blob),
        ...toBeside({
          cases: await runOfPerson<StoredCase>(select.exported.case, id),
          notes: await runOfPerson<StoredNote>(select.exported.notes, id),
          uploads: await runOfPerson(select.exported.uploads, id),
          pushSubscriptions: await runOfPerson(select.exported.pushSubscriptions, id),
        }),
      };
    },
    deleteConversation: async (id) => (await callOfPerson<Deleted | null>("delete_conversation($1)", id)) ?? undefined,
    aliases: (connectorId, userId) => runOfPerson(select.aliases, connectorId, userId),
    userOf: async (connectorId, person) => {
      const [user] = await runOfPerson<{ id: string }>(select.user, connectorId, person);
      return user?.id ?? person;
    },
    personOf: async ({ connectorId, userId }) => {
      const stored = await callOfPerson<StoredPerson | null>("person_of($1, $2)", connectorId, userId);
      return stored === null ? undefined : toPerson(stored);
    },
    besides: async (connectorId, userId) => {
      const [row] = await runOfPerson<KeptBesideRow>(select.exported.besides, connectorId, userId);
      return toKeptBeside(row);
    },
    deletePerson: async (connectorId, userId, { keepBlock }) => {
      if (!keepBlock) return await callOfPerson<void>("delete_person($1, $2)", connectorId, userId);
      // In the order of `delete_person`. Whoever deletes begins again if it ends in between.
      await runOfPerson(leavePerson, connectorId, userId);
      await runOfPerson(dropAliases, connectorId, userId);
    },

    connectorIds: async () => (await run<{ id: string }>(select.exported.connectorIds)).map(({ id }) => id),
    expire: async ({ kind, connectorId, before, after = "" }, limit, now, signal) => {
      const { next, ...expired } = await callBy<Omit<Expired, "next"> & { next: string | null }>(
        runAs({ lane: "all", signal }),
        "expire_page($1, $2, now_ms() - $3::bigint, $4, $5, $6)",
        kind,
        connectorId,
        Math.round(now - before),
        limit,
        after,
        expiryPage,
      );
      return next === null ? expired : { ...expired, next };
    },

    recordDeletion: ({ connectorId, wantedBy, conversations, events, files }) =>
      call<void>("note_deletion($1, $2, $3, $4, $5)", connectorId, wantedBy, conversations, events, files),
    deletions: (limit) => run(select.deletions, limit),

    block: (connectorId, userId, blocked) => callOfPerson<void>("block($1, $2, $3)", connectorId, userId, blocked),
    blocked: () => run(select.blocked),
  };
}

const leavePerson = `DELETE FROM person_member WHERE connector_id = $1 AND user_id = $2`;

const dropAliases = `DELETE FROM alias WHERE connector_id = $1 AND user_id = $2`;

const dropDeadLetter = `DELETE FROM dead_letter WHERE conversation = $1 AND seq = $2 RETURNING seq`;
