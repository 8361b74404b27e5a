import { createInterface } from "node:readline";
import { startServer } from "@causerie/server";
import type { Operator } from "@causerie/server/operator/operator.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { forgettingBot, twoSites } from "./forgetting-bot.ts";

/**
 * A server that is killed in the middle of forgetting a person: before the deletion with the number `dieAt`, counted from 0. It says
 * its port, and joins the visitors of the two sites whose ids come on a line of the standard input.
 */
const given = JSON.parse(process.argv[2] ?? "{}") as { data: string; database?: string; secret: string; dieAt: number };

const store: Store =
  given.database === undefined
    ? await openSqliteStore({ folder: given.data })
    : await openPostgresStore({ url: given.database });
let deletions = 0;

function dying<Name extends "deleteConversation" | "deletePerson">(operator: Operator, name: Name): Operator[Name] {
  const original = operator[name] as (...args: unknown[]) => Promise<unknown>;
  return (async (...args: unknown[]) => {
    if (deletions === given.dieAt) process.kill(process.pid, "SIGKILL");
    deletions += 1;
    return await original(...args);
  }) as Operator[Name];
}

const { operator } = store;
if (operator === undefined) throw new Error("the store has no operator");
const mortal: Operator = {
  ...operator,
  deleteConversation: dying(operator, "deleteConversation"),
  deletePerson: dying(operator, "deletePerson"),
};
const { data, secret } = given;
const config = {
  bot: forgettingBot,
  connectors: twoSites,
  data,
  secret,
  host: "127.0.0.1",
  port: 0,
  maxLoopDelayMs: 0,
};
const server = await startServer(
  { ...config, logLevel: "warn" },
  {
    variables: {},
    store: new Proxy(store, { get: (target, name) => (name === "operator" ? mortal : Reflect.get(target, name)) }),
  },
);
process.stdout.write(`${server.url}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const [issuer = "", redeemer = ""] = line.split(" ");
  const outcome = await store.links.link(
    {
      ref: "r1",
      keepMs: 60_000,
      by: "e1",
      issuer: { connectorId: "web", userId: issuer },
      redeemer: { connectorId: "shop", userId: redeemer },
      oneEach: false,
    },
    Date.now(),
  );
  process.stdout.write(`${outcome}\n`);
}
