import { flushCompileCache } from "node:module";
import { intent, messenger, startServer, tockBot, web } from "@causerie/server";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { createTestBot } from "./test-bot.ts";

/** What the test says about the process it starts: see `server-process.ts`. */
export type ServerEntryOptions = {
  data: string;
  port: number;
  gate: string;
  /** Before another attempt at an event whose process has ended. Left out: the server's own. */
  restsMs?: readonly number[];
  /** Left out: the server's default. */
  lateStoryErrors?: "log" | "exit";
  /** For servers that share a database. */
  database?: string;
  redis?: string;
  secret?: string;
  /** Limits of a real site. Without it the test can ask as fast as it likes. */
  limits?: { send: { count: number; seconds: number }; lines: number };
  /** Left out: the loop may be as slow as it likes. */
  maxLoopDelayMs?: number;
  /** For those who read its figures. */
  metricsToken?: string;
  /** The sites that may talk to it. */
  origins?: readonly string[];
  /** The team answers at the server's own desk. */
  desk?: true;
  /** Files are taken. */
  uploads?: true;
  /** Tock's dialect is spoken, and pages say who they are. */
  tock?: true;
  /** A bot of Tock's Bot API connects with it, and gets the intent `weather`. */
  botKey?: string;
  messenger?: {
    appId: string;
    pageId: string;
    accessToken: string;
    appSecret: string;
    verifyToken: string;
    graphBaseUrl: string;
  };
};

const options = JSON.parse(process.argv[2] ?? "{}") as ServerEntryOptions;
const server = await startServer(
  {
    bot: createTestBot(
      options.gate,
      options.botKey === undefined
        ? []
        : [tockBot({ id: "travel", apiKey: options.botKey, stories: [intent("weather", { keywords: ["weather"] })] })],
    ),
    connectors: [
      web({
        origins: options.origins ?? [],
        ...(options.uploads && { uploads: {} }),
        ...(options.tock && {
          tock: { identity: "passthrough" as const, direct: true, streaming: "growing" as const },
        }),
        rates: { ...unlimitedRates, ...(options.limits && { send: options.limits.send }) },
        ...(options.limits && { maxSocketsPerVisitor: options.limits.lines }),
      }),
      ...(options.messenger === undefined ? [] : [messenger({ ...options.messenger, typing: false })]),
    ],
    data: options.data,
    ...(options.database && { database: options.database }),
    ...(options.redis && { redis: options.redis }),
    ...(options.secret && { secret: options.secret }),
    ...(options.desk && { desk: true }),
    ...(options.metricsToken && { metricsToken: options.metricsToken }),
    port: options.port,
    // The machine of the tests may be so busy that a server would turn visitors away, as it should.
    maxLoopDelayMs: options.maxLoopDelayMs ?? 0,
    logLevel: "warn",
    ...(options.lateStoryErrors === undefined ? {} : { lateStoryErrors: options.lateStoryErrors }),
  },
  {
    variables: {},
    ...(options.restsMs === undefined ? {} : { restsMs: options.restsMs }),
    retry: { firstMs: 50, maxMs: 500, echoMs: 1000, maxAttempts: 50 },
  },
);
// Node writes it at the end of a process, which many of these never see.
flushCompileCache();
process.send?.({ url: server.url, port: server.port });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void server[Symbol.asyncDispose]().then(() => process.exit(0)));
}
