import type { Server } from "node:http";
import { toProblem } from "@causerie/protocol";
import type { RequestHandler } from "express";
import type { OtherProcesses, RemoteBot, RunningRemoteBot } from "#bot/authoring/remote-bot.ts";
import { isSameSecret } from "#channel/kit/constant-time.ts";
import type { Metric } from "#channel/host/metric.ts";
import { claimUpgrades, pathOf, refuseUpgrade, type UpgradeListener } from "#http/connections/upgrade.ts";
import type { StallGuard } from "#http/connections/stalled.ts";
import type { Mounts } from "#http/mounts.ts";
import { sendProblem } from "#http/responses.ts";
import { logSummed } from "#http/refusing/summed-log.ts";
import type { Logger } from "./logger.ts";

/** The bots that run elsewhere, as long as the server runs. */
export class RunningBots implements AsyncDisposable {
  readonly #running: readonly { id: string; path: string | undefined; running: RunningRemoteBot }[];
  readonly #logger: Logger;

  /** @param othersOf what a bot reaches the other processes by; undefined: there are none. */
  constructor(bots: readonly RemoteBot[], logger: Logger, othersOf?: (botId: string) => OtherProcesses) {
    this.#logger = logger;
    this.#running = bots.map((bot) => ({
      id: bot.id,
      path: bot.socketPath,
      // A bot that connects again and again must not write the log without end.
      running: bot.start({
        log: (level, facts, happened) =>
          logSummed(
            logger,
            level,
            Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, String(fact)])),
            {},
            happened,
          ),
        ...(othersOf === undefined ? {} : { others: othersOf(bot.id) }),
      }),
    }));
  }

  /** Where the bots connect, for the operator. */
  setupSteps(publicUrl: string): string[] {
    const base = publicUrl.replace(/^http/, "ws").replace(/\/$/, "");
    return this.#running.flatMap(({ id, path }) =>
      path === undefined ? [] : [`Bot "${id}": it connects to ${base}/ followed by its key`],
    );
  }

  metrics(): { id: string; metrics: readonly Metric[] }[] {
    return this.#running.map(({ id, running }) => ({ id, metrics: running.metrics() }));
  }

  /**
   * Answers a plain request for the path of a key: it must not come to the log, which names paths. A proxy that keeps the header `Upgrade`
   * to itself makes such requests.
   */
  readonly refusePlainRequests: RequestHandler = ({ path }, response, next) => {
    if (!this.#doors.some((door) => path.includes(door.path))) return next();
    logSummed(
      this.#logger,
      "warn",
      {},
      {},
      "a bot came without a WebSocket; does a proxy keep the header Upgrade to itself?",
    );
    sendProblem(response, toProblem("invalid_request", "here a bot opens a WebSocket, and this request is none"));
  };

  /** Lets the bots in that connect by a WebSocket. */
  attach(server: Server, mounts: Mounts, stalls: Pick<StallGuard, "watch">): void {
    const doors = this.#doors;
    if (doors.length === 0) return;
    claimUpgrades(server, (request) => {
      const path = pathOf(request);
      const last = path.slice(path.lastIndexOf("/"));
      const known = doors.find((each) => isSameSecret(last, each.path));
      const door = mounts.prefixOf(path, last) === undefined ? undefined : known;
      if (door === undefined) return isStranger(server, path) ? this.#refuse : undefined;
      return (upgrade, socket, head) => {
        stalls.watch(socket);
        door.upgrade(upgrade, socket, head);
      };
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running.map(({ running }) => running[Symbol.asyncDispose]()));
  }

  get #doors(): { path: string; upgrade: UpgradeListener }[] {
    return this.#running.flatMap(({ path, running }) =>
      path === undefined ? [] : [{ path, upgrade: (...upgrade) => running.upgrade?.(...upgrade) }],
    );
  }

  /** In the handshake: a bot whose socket is closed afterwards comes again at once and without end. */
  readonly #refuse: UpgradeListener = (_request, socket) => {
    logSummed(this.#logger, "warn", {}, {}, "a bot came with a key that is not configured; it was refused");
    refuseUpgrade(socket, toProblem("unauthorized", "no bot of this server has this key; check the bot's apiKey"));
  };
}

/** One part of a path is what a bot asks for. Where the application takes upgrades of its own, it may be one of those. */
function isStranger(server: Server, path: string): boolean {
  return /^\/[^/]+$/.test(path) && server.listenerCount("upgrade") <= 1;
}
