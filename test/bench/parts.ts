import { init } from "es-module-lexer";
import { existsSync } from "node:fs";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { measureChannels } from "./channels.ts";
import { measureCorpus } from "./corpus/measure-corpus.ts";
import { measureDatabases } from "./databases.ts";
import { measureEntities } from "./entities.ts";
import { measureAnswers } from "./server/answers.ts";
import { measureAsleep } from "./server/asleep.ts";
import { measureDeadPage } from "./server/dead-page.ts";
import { measureDesk } from "./server/desk.ts";
import { measureFrames } from "./server/frames.ts";
import { measureGrowth } from "./server/growth.ts";
import { judge } from "./server/judge.ts";
import { measureIdleLines } from "./server/idle-lines.ts";
import { measureIdleSockets } from "./server/idle-sockets.ts";
import { measureOneWebhook } from "./server/one-webhook.ts";
import { measureRecovery } from "./server/recovery.ts";
import { measureTockDialect } from "./server/tock-dialect.ts";
import { measureTwoProcesses } from "./server/two-processes.ts";
import { compressed, measureSizes, withImports } from "./sizes.ts";
import { measureStore } from "./store.ts";
import { measureThroughput, type Rate } from "./throughput.ts";
import { measureTracing } from "./tracing.ts";
import { measureTurn } from "./turn.ts";
import { measureUnderstanding } from "./understanding.ts";
import { measureCompat } from "./widget/compat-size.ts";
import { measureChats } from "./widget/measure-chats.ts";

/** `group`: another name, for several parts together. */
type Part = {
  name: string;
  group: "widget" | "server" | "bot";
  title: string;
  measure: (options: { million: boolean; corpus: string | undefined }) => string[] | Promise<string[]>;
};

const chromiumPath = "/usr/bin/chromium";

export const parts: readonly Part[] = [
  { name: "sizes", group: "widget", title: "Sizes, as a server sends them to a browser (brotli)", measure: sizes },
  {
    name: "compat",
    group: "widget",
    title: "The same program for tock-react-kit and for our entry of its names, without React (brotli)",
    measure: compat,
  },
  {
    name: "chats",
    group: "widget",
    title:
      "Our chat and two published ones in Chromium, CPU of the page's main thread, medians of 5 alternating rounds",
    measure: () =>
      existsSync(chromiumPath) ? measureChats(chromiumPath) : ["not measured: install Debian's `chromium`"],
  },
  {
    name: "throughput",
    group: "server",
    title: "Durable messages over HTTP, 64 senders, medians of 5 alternating rounds",
    measure: throughput,
  },
  {
    name: "desk",
    group: "server",
    title: "The desk with 10,000 open conversations and 50 operators, and what it costs the road, alternating rounds",
    measure: measureDesk,
  },
  {
    name: "tock",
    group: "server",
    title:
      "A turn by one request of Tock's dialect, beside one by our own REST, 100 conversations, medians of 5 rounds",
    measure: measureTockDialect,
  },
  {
    name: "store",
    group: "server",
    title: "The store alone, beside a bare insert on the same disk",
    measure: measureStore,
  },
  {
    name: "databases",
    group: "server",
    title: "Messages made durable by each database, medians of 5 alternating rounds",
    measure: () =>
      postgresPrograms() === undefined ? ["not measured: install Debian's `postgresql`"] : measureDatabases(),
  },
  {
    name: "answers",
    group: "server",
    title: "Message, story, answer, by conversations at once, medians of 3 alternating rounds",
    measure: measureAnswers,
  },
  {
    name: "asleep",
    group: "server",
    title: "Acknowledgement of 16 senders while stories sleep, medians of 5 rounds",
    measure: measureAsleep,
  },
  {
    name: "webhook",
    group: "server",
    title: "One webhook of Messenger with 1,000 events, medians of 7 alternating rounds",
    measure: measureOneWebhook,
  },
  {
    name: "pages",
    group: "server",
    title: "A Messenger page beside one that is dead, medians of 3 alternating rounds of 40 answers",
    measure: measureDeadPage,
  },
  {
    name: "growth",
    group: "server",
    title: "With what has been kept, on SQLite and on PostgreSQL, medians of 3 starts",
    measure: ({ million }) => measureGrowth(million),
  },
  { name: "idle", group: "server", title: "Sockets of visitors who say nothing", measure: measureIdleSockets },
  {
    name: "lines",
    group: "server",
    title: "Lines of chats in which nobody says anything, 16 of each kind",
    measure: measureIdleLines,
  },
  {
    name: "processes",
    group: "server",
    title: "100 conversations over Socket.IO on PostgreSQL, medians of 3 alternating rounds",
    measure: measureTwoProcesses,
  },
  {
    name: "frames",
    group: "server",
    title: "2,000 frames a second of 100 conversations from one process to another, medians of 3 alternating rounds",
    measure: measureFrames,
  },
  {
    name: "recovery",
    group: "server",
    title: "From `kill -9` to the next answer on a screen",
    measure: measureRecovery,
  },
  {
    name: "tracing",
    group: "server",
    title: "One message over REST with its stored answer, medians of 15 alternating rounds",
    measure: measureTracing,
  },
  {
    name: "channels",
    group: "bot",
    title: "A message rendered and handed to its platform, without the network; budget 1 ms CPU",
    measure: measureChannels,
  },
  {
    name: "turn",
    group: "bot",
    title: "One turn of the demo's bot, without I/O; budget 1 ms CPU at the median",
    measure: measureTurn,
  },
  {
    name: "understanding",
    group: "bot",
    title: "The embedded classifier",
    measure: ({ corpus }) => (corpus === undefined ? measureUnderstanding() : measureCorpus(corpus)),
  },
  {
    name: "entities",
    group: "bot",
    title: "Entities, on the texts of test/support/understanding",
    measure: measureEntities,
  },
];

const kilo = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

async function compat(): Promise<string[]> {
  const { ours, theirs } = await measureCompat();
  await init;
  const inChat = new Set(withImports("index.js"));
  const parts = withImports("compat.js").map((file) => {
    const isInChat = inChat.has(file) ? ", which <Chat> loads, too" : "";
    return `  ${file.padEnd(40)} ${kilo(compressed(file)).padStart(9)}${isInChat}`;
  });
  return [`ours ${ours} B, tock-react-kit 23.9.2 ${theirs} B: ${(ours / theirs).toFixed(2)} times as much`, ...parts];
}

async function sizes(): Promise<string[]> {
  return (await measureSizes()).map(({ what, content, wire, budget }) => {
    const withHeads = wire === undefined ? "" : `, ${kilo(wire)} with the heads of the responses`;
    const bound = budget === undefined ? "" : `, budget ${kilo(budget)}`;
    return `${what.padEnd(62)} ${kilo(content).padStart(9)}${bound}${withHeads}`;
  });
}

async function throughput(): Promise<string[]> {
  const rate = ({ perSecond, cpuMs }: Rate): string =>
    `${`${Math.round(perSecond)}/s`.padStart(9)}, ${cpuMs.toFixed(2)} ms of CPU each`;
  const { bare, causerie, ratio } = await measureThroughput();
  return [
    `bare Express, one SQLite insert (FULL) and 202               ${rate(bare)}`,
    `Causerie: stored, answered by a story, the answer stored     ${rate(causerie)}   ${judge(ratio, { least: 0.8 })}`,
  ];
}
