import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers";
import { setTimeout as delay } from "node:timers/promises";
import { createBot, messenger, startServer, story, web } from "@causerie/server";
import express from "express";
import { Pool } from "pg";
import { Server } from "socket.io";
import { listen } from "#support/listen.ts";
import { pageOptions } from "#support/messenger/facebook-page.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import type { ContenderOptions, ContenderReport } from "./contender.ts";

/** One server of a comparison, in a process of its own: see `contender.ts`. */
const options = JSON.parse(process.argv[2] ?? "{}") as ContenderOptions;

let asleep = 0;

/** What every contender sends in answer to a message, so that all have as much to carry. */
const answerTo = (text: string): string => `You said: ${text}`;

async function startBareSqlite(): Promise<string> {
  const database = new DatabaseSync(join(options.folder, "bare.db"));
  database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
  database.exec("CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, body TEXT)");
  const insert = database.prepare("INSERT INTO message (body) VALUES (?)");
  return startBareHttp(async (body) => void insert.run(body));
}

async function startGroupedSqlite(): Promise<string> {
  const database = new DatabaseSync(join(options.folder, "bare.db"));
  database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
  database.exec("CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, body TEXT)");
  const insert = database.prepare("INSERT INTO message (body) VALUES (?)");
  let waiting: { body: string; done: () => void }[] = [];
  const commit = (): void => {
    const group = waiting;
    waiting = [];
    database.exec("BEGIN IMMEDIATE");
    for (const { body } of group) insert.run(body);
    database.exec("COMMIT");
    for (const { done } of group) done();
  };
  return startBareHttp(
    (body) => new Promise((done) => void (waiting.push({ body, done }) === 1 && setImmediate(commit))),
  );
}

async function startBarePostgres(): Promise<string> {
  const pool = new Pool({ connectionString: options.database, max: 16 });
  await pool.query("CREATE TABLE IF NOT EXISTS message (id bigint GENERATED ALWAYS AS IDENTITY, body text NOT NULL)");
  return startBareHttp(async (body) => void (await pool.query("INSERT INTO message (body) VALUES ($1)", [body])));
}

async function startBareHttp(insert: (body: string) => Promise<void>): Promise<string> {
  const app = express().disable("x-powered-by").disable("etag");
  app.use(express.json());
  app.post("/", async (request, response) => {
    const { text } = request.body as { text: string };
    await insert(JSON.stringify(request.body));
    response.status(202).json({ text: answerTo(text) });
  });
  return listen(createServer(app));
}

/** Nothing is stored. Its settings are those that the web connector gives to Socket.IO. */
async function startEcho(): Promise<string> {
  const http = createServer();
  const io = new Server(http, { serveClient: false, transports: ["websocket"], pingInterval: 15_000 });
  io.on("connection", (socket) => {
    socket.on("send", ({ text }: { text: string }, done: (answer: unknown) => void) => done({ text: answerTo(text) }));
  });
  return listen(http);
}

async function startCauserie(): Promise<string> {
  const sleepy = story("sleepy", { keywords: ["sleepy"] }).handle(async (turn) => {
    asleep += 1;
    try {
      await delay(60_000, undefined, { signal: turn.signal });
    } finally {
      asleep -= 1;
    }
    return "awake";
  });
  const server = await startServer(
    {
      bot: createBot({ stories: [sleepy], fallback: (turn) => answerTo(turn.text) }),
      connectors: [
        web({
          origins: [],
          rates: unlimitedRates,
          tock: { identity: "passthrough" },
          maxSocketsPerVisitor: 100_000,
          maxSocketsPerAddress: 100_000,
        }),
        ...Object.entries(options.pages ?? {}).map(([pageId, graphBaseUrl]) =>
          messenger(
            pageOptions({ id: pageId, path: `/${pageId}`, pageId, graphBaseUrl, accessToken: `EAAB-${pageId}` }),
          ),
        ),
      ],
      // Each talker may say which network it comes from: those of one network share a bound.
      trustedProxies: 1,
      data: options.folder,
      ...(options.database && { database: options.database, secret: "a secret that all servers of the bench share" }),
      ...(options.redis && { redis: options.redis }),
      ...(options.desk && { desk: true }),
      host: "127.0.0.1",
      port: options.port ?? 0,
      logLevel: "error",
    },
    { variables: {}, ...(options.restsMs && { restsMs: options.restsMs }) },
  );
  process.once("SIGTERM", () => void server[Symbol.asyncDispose]().then(() => process.exit(0)));
  return `http://127.0.0.1:${server.port}`;
}

const started = {
  sqlite: startBareSqlite,
  grouped: startGroupedSqlite,
  postgres: startBarePostgres,
  echo: startEcho,
  causerie: startCauserie,
};
const url = await started[options.kind]();
process.on("message", () => {
  // Twice: what the first round has finalised is free after the second.
  for (let round = 0; round < 2; round += 1) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  report({ rss, heapUsed, cpuMs: (user + system) / 1000, asleep });
});
report({ url });

function report(message: ContenderReport): void {
  process.send?.(message);
}
