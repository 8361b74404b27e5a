import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { startServer, web } from "@causerie/server";
import { build } from "vite";
import { disposableFolder } from "#support/disposable-folder.ts";
import { fixtures, root } from "#support/paths.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { waitUntil } from "#support/wait-until.ts";

/**
 * Keeps what this version is, for the tests of later ones: the core of its chat, as browsers have it, and a data folder with
 * a conversation in it. Run it when a version is released:
 *
 *     node --conditions=causerie-source test/compatibility/keep.ts 0.1.0
 */
const [version = ""] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) throw new Error("say which version this is, e.g. 0.1.0");
const folder = join(fixtures, "versions", version);
mkdirSync(folder, { recursive: true });

writeFileSync(join(folder, "chat.js.br"), brotliCompressSync(await buildChat()));
await keepData();

async function buildChat(): Promise<string> {
  const entry = "the-chat-alone";
  const widget = join(root, "widget");
  const results = [
    await build({
      root: widget,
      configFile: false,
      logLevel: "warn",
      publicDir: false,
      define: { "process.env.NODE_ENV": '"production"' },
      resolve: {
        conditions: ["causerie-source", "module", "browser", "production"],
        alias: { valibot: join(widget, "src/chat/connection/small-valibot.ts") },
      },
      plugins: [
        {
          name: entry,
          resolveId: (id) => (id === entry ? id : undefined),
          load: (id) =>
            id === entry
              ? `export { createChat } from ${JSON.stringify(join(widget, "src/chat/create-chat.ts"))};
                 export { createMemoryStorage } from ${JSON.stringify(join(widget, "src/chat/storage/key-value-storage.ts"))};`
              : undefined,
        },
      ],
      build: {
        write: false,
        target: "es2023",
        modulePreload: false,
        rollupOptions: { input: entry, preserveEntrySignatures: "strict", output: { codeSplitting: false } },
      },
    }),
  ].flat();
  const [chunk] = results.flatMap((result) => ("output" in result ? result.output : []));
  if (chunk?.type !== "chunk") throw new Error("the build made no chunk");
  return chunk.code;
}

/** A conversation that has its answers, and one message that nobody has answered yet. */
async function keepData(): Promise<void> {
  const temporary = disposableFolder();
  const data = join(temporary.path, "data");
  const gate = join(temporary.path, "gate");
  const connectors = [web({ origins: [] })];
  const config = {
    data,
    bot: createTestBot(gate),
    connectors,
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent" as const,
  };
  const server = await startServer(config, { variables: {}, graceMs: 100 });
  const visitor = await RestClient.start(`${server.url}/web`);
  await visitor.send("1", "hello");
  await visitor.send("2", "choices");
  await visitor.send("3", "count");
  const answered = await waitUntil(
    async () => textsOf((await visitor.snapshot()).body.events).includes("count 1"),
    10_000,
  );
  if (!answered) throw new Error(`not answered: ${JSON.stringify((await visitor.snapshot()).body.events)}`);
  await visitor.send("4", "hold");
  const { events } = (await visitor.snapshot()).body;
  await server[Symbol.asyncDispose]();
  writeFileSync(join(folder, "causerie.db.br"), brotliCompressSync(readFileSync(join(data, "causerie.db"))));
  const secret = readFileSync(join(data, "secret.key"), "utf8");
  writeFileSync(
    join(folder, "kept.json"),
    `${JSON.stringify({ secret, session: visitor.session, events }, undefined, 2)}\n`,
  );
  temporary.remove();
}
