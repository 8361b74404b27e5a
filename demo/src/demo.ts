import { accessSync, constants } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { FakeGraph } from "@causerie/fake-graph";
import { type CauserieConfig, ConfigError, messenger, startBackend, web } from "@causerie/server";
import { listen } from "@causerie/server/http/connections/http-server.ts";
import { makeFolder } from "@causerie/server/app/make-folder.ts";
import express, { type Express } from "express";
import { createRailwayBot } from "./bot/bot.ts";
import type { Remind } from "./bot/stories/reminder.ts";
import { facebookPage } from "./messenger/facebook-page.ts";
import { createPhoneRouter } from "./messenger/phone-router.ts";
import { startPhone } from "./messenger/start-phone.ts";
import { serveSite } from "./serve-site.ts";

export type DemoOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Created if it does not exist. */
  dataFolder: string;
  logLevel?: CauserieConfig["logLevel"];
  /** Milliseconds between two words of the streamed tale. */
  wordPause?: number;
};

export type Demo = AsyncDisposable & {
  readonly url: string;
  /** What only whoever started it may read: where the first account of the desk is made. */
  readonly firstSteps: readonly string[];
  readonly fakeGraph: FakeGraph;
  /** The person who holds the Messenger phone. */
  readonly psid: string;
  /** Resolves when no answer and no delivery is under way. For tests. */
  idle(): Promise<void>;
};

/**
 * The site, the server and the phone in one process, on loopback only.
 * @throws ConfigError with one sentence when the port is taken or the data folder cannot be used.
 */
export async function startDemo({ port, dataFolder, logLevel = "warn", wordPause }: DemoOptions): Promise<Demo> {
  makeWritable(dataFolder);
  await using parts = new AsyncDisposableStack();

  const http = createServer();
  const url = `http://localhost:${await listen(http, port, "127.0.0.1")}`;
  parts.defer(() => closeServer(http));

  const phone = parts.use(await startPhone(`${loopback(url)}/messenger`, join(dataFolder, "messenger-phone.json")));
  // In memory, so a reminder is lost when the demo ends: a real bot keeps its own in a store.
  const reminders = new Set<NodeJS.Timeout>();
  const remind: Remind = (conversationId, link, inMs) => {
    const timer = setTimeout(() => {
      reminders.delete(timer);
      // The outcome is not needed.
      void backend.notify({ conversationId }, link, { waitMs: 0 });
    }, inMs);
    reminders.add(timer);
  };
  const config: CauserieConfig = {
    bot: createRailwayBot({ publicUrl: url, remind, ...(wordPause === undefined ? {} : { wordPause }) }),
    connectors: [
      web({
        origins: [url, loopback(url)].map((address) => new URL(address).origin),
        errorReports: true,
        // What visitors photograph and record; where no list is given, sounds are not taken.
        uploads: {
          accept: [
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "application/pdf",
            "audio/webm",
            "audio/mp4",
            "audio/ogg",
          ],
        },
        linkPreviews: { hosts: [], ownSites: [new URL(url).origin] },
        mobileShells: ["android", "ios", "flutter", "react-native"],
      }),
      messenger({ ...connection, graphBaseUrl: phone.graph.baseUrl, handoverTo: "desk" }),
    ],
    // Who asks for a person, on the site or on the phone, is answered there.
    desk: true,
    data: dataFolder,
    logLevel,
  };
  // The demo reads PORT and CAUSERIE_DATA itself. The server must not read other variables of this machine.
  const backend = parts.use(await startBackend(config, { publicUrl: url, variables: {} }));
  parts.defer(() => reminders.forEach((timer) => clearTimeout(timer)));

  const app: Express = express().disable("x-powered-by");
  app.use("/messenger-phone/api", createPhoneRouter(phone));
  app.use(backend.router);
  app.use(serveSite(join(import.meta.dirname, "..", "dist")));
  http.on("request", app);
  backend.attach(http);

  const running = parts.move();
  return {
    url,
    firstSteps: backend.firstSteps,
    fakeGraph: phone.graph,
    psid: phone.user.psid,
    idle: () => backend.idle(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const { name: _name, ...connection } = facebookPage;

/** The phone's webhooks go to 127.0.0.1, whatever "localhost" means on this machine. */
function loopback(url: string): string {
  return url.replace("localhost", "127.0.0.1");
}

function makeWritable(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new ConfigError([`the folder ${folder} cannot be written to; choose another with CAUSERIE_DATA`], { cause });
  }
}

function closeServer(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}
