import { ConfigError } from "#app/errors.ts";
import { type ConnectorDefinition, messageOf } from "#channel/connector-definition.ts";
import type { CauserieConfig } from "#config/config.ts";
import { isBuiltIn, ourKindOf, type SimulatedChannel, simulatedConnector } from "#testing/channels.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The channel that a command is to talk on: a configured connector by its id or its channel, or one of ours, configured or
 * not.
 * @throws ConfigError when there is none of this name, or its connector cannot start.
 */
export function findChannel(name: string, { connectors }: Pick<CauserieConfig, "connectors">): SimulatedChannel {
  const found = connectors.find(({ id }) => id === name) ?? connectors.find(({ channel }) => channel === name);
  if (found !== undefined) return requireStart(found);
  if (isBuiltIn(name)) return name;
  const ids = connectors.map(({ id }) => id).filter((id) => !isBuiltIn(id));
  throw new UsageError([`--channel must be ${["web", "messenger", ...ids].join(", ")} or text`]);
}

/** One channel of each kind that is configured: first ours, then the others in the order of the configuration. */
export function configuredChannels({ connectors }: Pick<CauserieConfig, "connectors">): SimulatedChannel[] {
  const kinds = new Map(
    connectors
      .filter((each) => ourKindOf(each) === undefined)
      .toReversed()
      .map((connector) => [connector.channel, connector]),
  );
  const ours = (["web", "messenger"] as const).filter((kind) => connectors.some((each) => ourKindOf(each) === kind));
  const others = connectors.filter((each) => ourKindOf(each) === undefined && kinds.get(each.channel) === each);
  return [...ours, ...others.map(requireStart)];
}

function requireStart(connector: ConnectorDefinition): ConnectorDefinition {
  try {
    simulatedConnector(connector);
    return connector;
  } catch (cause) {
    throw new ConfigError([`The connector "${connector.id}" cannot start: ${messageOf(cause)}`], { cause });
  }
}
