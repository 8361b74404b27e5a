import { type CauserieConfig, resolveSettings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { ConfigError } from "#app/errors.ts";
import { readConversation } from "#store/sqlite/read-conversation.ts";
import { recordTest } from "#testing/record/record-test.ts";

/** Prints a test that has a stored conversation again. Reads only, also while the server runs. */
export async function record(
  config: CauserieConfig,
  options: { conversation: string; keepWords: boolean; configFile: string },
): Promise<void> {
  const { env, problems } = readEnv();
  const { data, bot, connectors } = resolveSettings(config, env, problems);
  const { conversation: id, keepWords, configFile } = options;
  const conversation = await readConversation(data, id);
  if (conversation === undefined)
    throw new ConfigError([
      `There is no conversation ${id} in ${data}; the server's log names them as conversationId.`,
    ]);
  const { connectorId, state, events } = conversation;
  const channel = connectors.find((connector) => connector.id === connectorId)?.channel;
  const file = configFile.startsWith(".") || configFile.startsWith("/") ? configFile : `./${configFile}`;
  const test = recordTest(events, {
    name: `a conversation of ${new Date(events[0]?.at ?? 0).toISOString().slice(0, 10)}`,
    bot,
    keepWords,
    importBot: `import config from ${JSON.stringify(file)};\n\nconst { bot } = config;`,
    ...(channel === "web" || channel === "messenger" ? { channel } : {}),
    ...(state.locale === undefined ? {} : { locale: state.locale }),
  });
  console.log(test.trimEnd());
}
