import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createBot, startServer, web } from "@causerie/server";
import express from "express";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { listen } from "#support/listen.ts";

/** The two servers that `throughput.ts` compares: `bare` (Express and one insert) and `causerie`. */
const [, , kind, folder = ""] = process.argv;
const idle = kind === "bare" ? await startBare() : await startCauserie();
process.on("message", () => void report());

async function report(): Promise<void> {
  await idle();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000 });
}

/** @returns resolves when nothing is left to be done. */
async function startBare(): Promise<() => Promise<void>> {
  const database = new DatabaseSync(join(folder, "bare.db"));
  database.exec(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE message(id INTEGER PRIMARY KEY, body TEXT)",
  );
  const insert = database.prepare("INSERT INTO message(body) VALUES (?)");
  const app = express().disable("x-powered-by").disable("etag");
  app.use(express.json());
  app.post("/", (request, response) => {
    insert.run(JSON.stringify(request.body));
    response.status(202).json({ ok: true });
  });
  process.send?.({ url: await listen(createServer(app)) });
  return () => Promise.resolve();
}

async function startCauserie(): Promise<() => Promise<void>> {
  const server = await startServer(
    {
      bot: createBot({ stories: [], fallback: (turn) => `You said: ${turn.text}` }),
      connectors: [web({ origins: [], rates: unlimitedRates })],
      data: folder,
      host: "127.0.0.1",
      port: 0,
      logLevel: "error",
    },
    { variables: {} },
  );
  process.send?.({ url: `http://127.0.0.1:${server.port}` });
  return () => server.idle();
}
