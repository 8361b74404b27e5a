import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createBot, startServer, web } from "@causerie/server";
import express from "express";

/** The two servers that `throughput.ts` compares: `bare` (Express and one insert) and `causerie`. */
const folder = mkdtempSync(join(tmpdir(), "causerie-bench-"));
const [, , kind] = process.argv;
if (kind === "bare") startBare();
else await startCauserie();

function startBare(): void {
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
  const server = app.listen(0, () => {
    const address = server.address();
    process.send?.({ url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}` });
  });
}

async function startCauserie(): Promise<void> {
  const free = { count: 1_000_000, seconds: 1 };
  const server = await startServer(
    {
      bot: createBot({ stories: [], fallback: (turn) => `You said: ${turn.text}` }),
      connectors: [web({ origins: [], rates: { send: free, conversation: free, sessions: free, handshakes: free } })],
      data: folder,
      host: "127.0.0.1",
      port: 0,
      logLevel: "error",
    },
    { variables: {} },
  );
  process.send?.({ url: `http://127.0.0.1:${server.port}` });
  process.on("message", () => void server.idle().then(() => process.send?.({ idle: true })));
}
