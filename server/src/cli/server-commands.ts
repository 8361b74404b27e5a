import { createServer } from "node:http";
import { type ConnectorDefinition, optionLines, runCheck, setupSteps } from "#channel/connector-definition.ts";
import { useProxy } from "#app/outgoing-proxy.ts";
import { startServer } from "#app/starting.ts";
import { logCrashes } from "#app/log-crashes.ts";
import { createLogger } from "#app/logger.ts";
import type { CauserieConfig, Settings } from "#config/config.ts";
import { listen } from "#http/connections/http-server.ts";
import { trainClassifier } from "#understanding/classifier/train/train-classifier.ts";
import { describeJudgement, judge } from "#understanding/classifier/model/judgement.ts";
import { checkRedis } from "#redis/connection.ts";
import { checkBlobStore } from "#store/blobs/open-blob-store.ts";
import { checkFolder } from "#store/sqlite/data-folder.ts";
import { checkSqlite } from "#store/sqlite/maintenance.ts";
import { checkPostgres } from "#store/postgres/maintenance.ts";
import { simulatedConnector } from "#testing/channels.ts";
import { checkDesk } from "./check-desk.ts";
import { describeCapabilities } from "./describe-capabilities.ts";
import { activeDeskChannels, type DeskChannel } from "./desk-channels.ts";
import { readSettings } from "./loading/load-config.ts";
import { isForPeople } from "./report-no-start.ts";
import { stopRequested } from "./stop-request.ts";

/** Runs the server until it is told to stop. */
export async function start(config: CauserieConfig): Promise<void> {
  const stop = stopRequested();
  const logger = createLogger(readSettings(config).logLevel);
  if (!isForPeople()) logCrashes(logger);
  await using server = await startServer(config, { logger });
  if (isForPeople()) {
    console.log(`Causerie listens on ${server.url}`);
    for (const step of [...server.setupSteps, ...server.firstSteps]) console.log(`  ${step}`);
  }
  logger.info({ reason: await stop }, "the server was told to stop");
}

/** `live`: also asks the platforms, and the provider of the desk. `options`: prints which options each connector has. */
export type CheckOptions = { live: boolean; options: boolean };

/**
 * Checks the configuration, and prints what the operator must enter elsewhere.
 * @returns the exit code: 1 when a connector would not work.
 * @throws ConfigError with all problems of the configuration.
 */
export async function check(config: CauserieConfig, { live, options }: CheckOptions): Promise<number> {
  const settings = readSettings(config);
  useProxy(settings.proxy, settings.noProxy);
  checkFolder(settings.data);
  const missing = settings.database === undefined ? (checkSqlite(settings.data) ?? []) : [];
  const inUse = await isPortInUse(settings);
  const database = settings.database === undefined ? undefined : await checkPostgres(settings.database);
  const redis =
    settings.redis === undefined ? "" : `, signals and limits in Redis at ${await checkRedis(settings.redis)}`;
  const files = await checkBlobStore(settings);
  const kept = database === undefined ? settings.data : `PostgreSQL at ${database}`;
  const separate = database === undefined && settings.files === undefined ? "" : `, files in ${files}`;
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const channels = await activeDeskChannels(settings);
  const made = channels.length === 0 ? "" : ` and ${channels.length} channel(s) of the desk`;
  console.log(
    `The configuration is complete: ${settings.connectors.length} connector(s)${made}, data in ${kept}${separate}${redis}.`,
  );
  if (settings.publicUrl === undefined)
    console.log("  No public URL is set: pages elsewhere need CAUSERIE_PUBLIC_URL.");
  if (missing.length > 0) console.log(`  The start will bring the database up to date: ${missing.join(", ")}.`);
  if (inUse) console.log(`  warning: port ${settings.port} is in use here. ${portRemedy}`);
  let isGood = await checkClassifier(config);
  for (const { id, name, made } of channels) {
    if (made.type === "made") continue;
    isGood = false;
    console.log(`  ${id}: error: The channel "${name}" of the desk does not run: ${made.reason}`);
  }
  for (const connector of [...settings.connectors, ...channels.flatMap(definitionOf)]) {
    for (const line of setupSteps(connector, publicUrl)) console.log(`  ${line}`);
    for (const { level, title, fix } of await runCheck(connector, { live, publicUrl, fetch })) {
      isGood &&= level !== "error";
      console.log(`  ${connector.id}: ${level}: ${title}${fix === undefined ? "" : `. ${fix}`}`);
    }
    for (const line of capabilitiesOf(connector)) console.log(`  ${connector.id} ${line}`);
    if (options) for (const line of optionLines(connector)) console.log(`  ${line}`);
  }
  const desk = await checkDesk(settings.desk, publicUrl, live);
  for (const line of desk.lines) console.log(`  ${line}`);
  return isGood && desk.isGood ? 0 : 1;
}

function definitionOf({ made }: DeskChannel): ConnectorDefinition[] {
  return made.type === "made" ? [made.definition] : [];
}

const portRemedy = "By this server if it is running; else stop the other program, or set another PORT.";

/** A running server has the port, which is no mistake. @throws ConfigError for an address that could never be listened on. */
async function isPortInUse({ port, host }: Pick<Settings, "port" | "host">): Promise<boolean> {
  const server = createServer();
  try {
    await listen(server, port, host);
    return false;
  } catch (error) {
    const { cause } = error as Error;
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE") return true;
    throw error;
  } finally {
    server.close();
  }
}

/** Trains the classifier, because only its results show whether it works. @returns whether the server would start with it. */
async function checkClassifier({ bot }: CauserieConfig): Promise<boolean> {
  if (bot.examples.length === 0) return true;
  // Not `bot.train`, which asks the embedding too: a check asks nobody.
  const { heldOut } = await trainClassifier(bot.examples);
  const judgement = judge(heldOut);
  const problem = describeJudgement(heldOut);
  if (problem !== undefined) console.log(`  bot: ${judgement === "deaf" ? "error" : "warning"}: ${problem}`);
  else if (judgement === "sound")
    console.log(`  bot: ok: the classifier understands ${heldOut.understood} of ${heldOut.asked} examples held out`);
  return judgement !== "deaf";
}

/** Nothing for a connector that cannot say it without a platform: only a server needs it to start. */
function capabilitiesOf(connector: ConnectorDefinition): string[] {
  try {
    return describeCapabilities(simulatedConnector(connector).capabilities);
  } catch (error) {
    return [`cannot start without its platform (${error instanceof Error ? error.name : "unknown"})`];
  }
}
