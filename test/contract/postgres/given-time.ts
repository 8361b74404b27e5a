import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { Client } from "pg";
import { testSchema } from "#support/postgres/test-database.ts";

/**
 * The contract of stores gives times, and this store uses the clock of its database. So the clock is set: before each call
 * the database's own to the time that the call gives, and the process's with it.
 */
export async function openAtGivenTime(url = testSchema()): Promise<Store> {
  const clock = { now: 0 };
  const store = await openPostgresStore({ url, now: () => clock.now });
  const parsed = new URL(url);
  const schema = parsed.searchParams.get("schema") ?? "";
  const client = new Client({ connectionString: parsed.href.replace(parsed.search, "") });
  await client.connect();
  await client.query(`
    CREATE TABLE IF NOT EXISTS ${schema}.given_time (ms bigint NOT NULL);
    INSERT INTO ${schema}.given_time SELECT 0 WHERE NOT EXISTS (SELECT FROM ${schema}.given_time);
    CREATE OR REPLACE FUNCTION ${schema}.now_ms() RETURNS bigint LANGUAGE sql VOLATILE AS 'SELECT ms FROM ${schema}.given_time'`);
  clock.now = Number((await client.query(`SELECT ms FROM ${schema}.given_time`)).rows[0].ms);

  /** Under way: whoever calls meanwhile must not be ahead of it. */
  let setting: Promise<unknown> | undefined;
  /** Undefined: the clock is right. Calls at one time go out at once, in their order. */
  const setTo = (now: unknown): Promise<unknown> | undefined => {
    if (typeof now !== "number" || !Number.isInteger(now) || now === clock.now) return setting;
    clock.now = now;
    const set = client.query(`UPDATE ${schema}.given_time SET ms = $1`, [now]).finally(() => {
      if (setting === set) setting = undefined;
    });
    setting = set;
    return set;
  };
  const timed = <Port extends object>(port: Port, indexes: Partial<Record<keyof Port, number>>): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const index = indexes[name as keyof Port];
        const method = target[name as keyof Port] as (...args: unknown[]) => unknown;
        if (index === undefined) return method;
        return (...args: unknown[]) => {
          const set = setTo(args[index]);
          return set === undefined ? method(...args) : set.then(() => method(...args));
        };
      },
    });
  return {
    ...store,
    events: timed(store.events, { append: 1 }),
    turns: timed(store.turns, { due: 0, nextDue: 0, begin: 1, renew: 1, append: 2, commit: 3, deadLetter: 3 }),
    outbox: timed(store.outbox, { due: 0, nextDue: 0, begin: 1, sent: 2, fail: 2, setAside: 2, confirm: 3, report: 2 }),
    ...(store.operator && {
      operator: timed(store.operator, {
        retryDeliveries: 1,
        dropDeliveries: 1,
        retryDeadLetter: 1,
        deleteConversation: 1,
        expire: 2,
        block: 3,
      }),
    }),
    leases: timed(store.leases, { hold: 2 }),
    links: timed(store.links, { link: 1 }),
    sessions: timed(store.sessions, { renew: 2, judge: 1, use: 1, end: 2, endedAfter: 2 }),
    push: timed(store.push, { save: 3, take: 3, retry: 3, expire: 0 }),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await client.end();
    },
  };
}
