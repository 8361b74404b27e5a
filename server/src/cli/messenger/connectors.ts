import { ConfigError } from "#app/errors.ts";
import { useProxy } from "#app/outgoing-proxy.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import type { CauserieConfig, Settings } from "#config/config.ts";
import type { MessengerAdmin } from "#connectors/messenger/admin/admin.ts";
import type { MessengerDefinition } from "#connectors/messenger/messenger.ts";
import { ourKindOf } from "#testing/channels.ts";
import { readSettings } from "#cli/loading/load-config.ts";

type Page = { id: string; admin: MessengerAdmin };

/**
 * The Messenger connectors that a command is about, of the configuration and of the desk: the one that is named, or all.
 * @throws ConfigError when there is none, or the configuration has problems.
 */
export async function messengerConnectors(
  config: CauserieConfig,
  { connector }: { connector?: string | undefined },
): Promise<Page[]> {
  const settings = readSettings(config);
  useProxy(settings.proxy, settings.noProxy);
  const all = [...settings.connectors, ...(await connectorsOfDesk(settings))].filter(isMessenger);
  const found = all.filter(({ id }) => connector === undefined || id === connector);
  if (all.length === 0)
    throw new ConfigError([
      "there is no Messenger connector: add messenger({ … }) to the configuration, or a channel at the desk",
    ]);
  if (found.length === 0)
    throw new ConfigError([`there is no Messenger connector "${connector}"; there ${listOf(all)}`]);
  return found.map((definition) => ({ id: definition.id, admin: definition.admin(fetch) }));
}

/** Every kind of channel can be made there, so all of them are loaded for it, and only where there is a desk. */
async function connectorsOfDesk(settings: Settings): Promise<ConnectorDefinition[]> {
  if (settings.desk === undefined) return [];
  const { activeDeskChannels } = await import("#cli/desk-channels.ts");
  const channels = await activeDeskChannels(settings);
  return channels.flatMap(({ made }) => (made.type === "made" ? [made.definition] : []));
}

/** @throws ConfigError also when several come into question. */
export async function oneConnector(config: CauserieConfig, options: { connector?: string | undefined }): Promise<Page> {
  const found = await messengerConnectors(config, options);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new ConfigError([`say which connector: --connector ${found.map(({ id }) => id).join(" or --connector ")}`]);
  return only;
}

function isMessenger(definition: ConnectorDefinition): definition is MessengerDefinition {
  return ourKindOf(definition) === "messenger" && "admin" in definition;
}

function listOf(all: readonly ConnectorDefinition[]): string {
  return `${all.length === 1 ? "is" : "are"} ${all.map(({ id }) => id).join(", ")}`;
}
