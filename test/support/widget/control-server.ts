/**
 * A whole server in a process of its own, for tests in a browser: its bot can be asked again, edited and rated. It sends its address
 * to the process that has started it, and each opinion that it hears.
 * @module
 */
import { createBot, rating, startServer, story, text, web } from "@causerie/server";
import { disposableFolder } from "#support/disposable-folder.ts";

const count = story("count", { keywords: ["count"] }).handle((turn) => {
  turn.data["count"] = Number(turn.data["count"] ?? 0) + 1;
  turn.user.data["asked"] = Number(turn.user.data["asked"] ?? 0) + 1;
  return text(`${turn.text}: ${String(turn.data["count"])} here, ${String(turn.user.data["asked"])} ever`);
});
const rate = story("rate", { keywords: ["rate"] }).handle(() =>
  rating("How did we do?", { question: "service", comment: "What could be better?" }),
);
const opinions = story("opinions", { events: ["feedback"] }).handle((turn) => {
  process.send?.({ opinion: turn.event.content });
  return undefined;
});
const language = story("language", { keywords: ["language"] }).handle((turn) => `I speak ${turn.locale}`);

const bot = createBot({
  stories: [count, rate, opinions, language],
  fallback: () => "Sorry?",
  locales: ["en", "de"],
  detectLocale: false,
  revisions: ["regenerate", "edit"],
});
const folder = disposableFolder();
const server = await startServer(
  {
    bot,
    connectors: [web({ origins: "any" })],
    data: folder.path,
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent",
    // The load is that of the tests.
    maxLoopDelayMs: 0,
  },
  { variables: {} },
);
process.send?.({ url: server.url });
process.on("disconnect", () => process.exit());
process.on("exit", () => folder.remove());
