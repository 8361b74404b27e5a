import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import type { CauserieConfig } from "#config/config.ts";
import { ConfigError } from "#app/errors.ts";
import { readPostgresConversation } from "#store/postgres/maintenance.ts";
import { readConversation } from "#store/sqlite/read-conversation.ts";
import { isBuiltIn } from "#testing/channels.ts";
import { type RecordedChannel, recordTest } from "#testing/record/record-test.ts";
import { readSettings } from "./loading/load-config.ts";

/** Prints a test that repeats a stored conversation. Only reads the database, so the server may be running. */
export async function record(
  config: CauserieConfig,
  options: { conversation: string; keepWords: boolean; configFile: string },
): Promise<void> {
  const { data, database, bot, connectors } = readSettings(config);
  const { conversation: id, keepWords, configFile } = options;
  const conversation = await (database === undefined
    ? readConversation(data, id)
    : readPostgresConversation(database, id));
  if (conversation === undefined)
    throw new ConfigError([
      `There is no conversation ${id} in ${database === undefined ? data : "the database of DATABASE_URL"}; the server's log names them as conversationId.`,
    ]);
  const { connectorId, state, events } = conversation;
  const connector = connectors.find((each) => each.id === connectorId);
  const file = configFile.startsWith(".") || configFile.startsWith("/") ? configFile : `./${configFile}`;
  const test = recordTest(events, {
    name: `a conversation of ${new Date(events[0]?.at ?? 0).toISOString().slice(0, 10)}`,
    bot,
    keepWords,
    importBot: `import config from ${JSON.stringify(file)};\n\nconst { bot } = config;`,
    ...(connector === undefined ? {} : { channel: channelOf(connector) }),
    ...(state.locale === undefined ? {} : { locale: state.locale }),
  });
  console.log(test.trimEnd());
}

/** The test takes a connector that is not ours from the configuration. */
function channelOf({ id, channel }: ConnectorDefinition): RecordedChannel {
  if (isBuiltIn(channel)) return channel;
  return { source: `config.connectors.find(({ id }) => id === ${JSON.stringify(id)}) ?? "text"` };
}
