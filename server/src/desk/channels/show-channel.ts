import type { ChannelStep, DeskChannel, ListedChannelKind } from "@causerie/protocol/desk";
import type { ChannelKind } from "#channel/channel-kind.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import type { AbsentKind } from "./absent-kinds.ts";
import type { ChannelState } from "./channel-runner.ts";
import type { KeptChannel } from "./kept-channel.ts";
import { toFields } from "./to-fields.ts";

/** What a process knows of a channel beside what is kept. `calledAt`: milliseconds since 1970. */
export type SeenChannel = {
  state: ChannelState | undefined;
  definition: ConnectorDefinition | undefined;
  calledAt: number | undefined;
};

/** One that was made at the desk, without its secrets. */
export function showKept(channel: KeptChannel, seen: SeenChannel, publicUrl: string): DeskChannel {
  const { id, name, isActive, queue, language, options, sealed, changedAt, version } = channel;
  return {
    id,
    channel: channel.channel,
    name,
    madeIn: "desk",
    isActive,
    // A process that has not seen it yet has nothing running.
    ...showState(seen.state ?? { type: "stopped" }),
    ...showDefinition(seen.definition, publicUrl),
    ...(queue === undefined ? {} : { queue }),
    ...(language === undefined ? {} : { language }),
    options,
    secrets: Object.entries(sealed).map(([secret, kept]) => ({ name: secret, changedAt: kept.changedAt })),
    ...(seen.calledAt === undefined ? {} : { calledAt: seen.calledAt }),
    changedAt,
    version,
  };
}

/** One of the configuration: its options are known to the code alone. */
export function showFixed(
  definition: ConnectorDefinition,
  { name, calledAt }: { name: string; calledAt: number | undefined },
  publicUrl: string,
): DeskChannel {
  const { id, channel } = definition;
  return {
    id,
    channel,
    name,
    madeIn: "configuration",
    isActive: true,
    state: "running",
    ...showDefinition(definition, publicUrl),
    options: {},
    secrets: [],
    ...(calledAt === undefined ? {} : { calledAt }),
    version: 0,
  };
}

export function showKind({
  channel,
  title,
  description,
  availability,
  options,
  accounts,
}: ChannelKind): ListedChannelKind {
  return {
    channel,
    title,
    ...(description === undefined ? {} : { description }),
    availability: availability?.status ?? "supported",
    ...(availability === undefined || availability.status === "supported" ? {} : { reason: availability.reason }),
    isOffered: availability?.status !== "discontinued",
    fields: toFields(options),
    canSignIn: accounts?.signInUrl !== undefined,
    ...(accounts === undefined ? {} : { accountFields: toFields(accounts.options) }),
  };
}

export function showAbsent({ channel, title, availability }: AbsentKind): ListedChannelKind {
  const { status, reason } = availability;
  return { channel, title, availability: status, reason, isOffered: false, fields: [], canSignIn: false };
}

function showState(state: ChannelState): Pick<DeskChannel, "state" | "reason"> {
  return state.type === "failed" ? { state: "failed", reason: state.reason } : { state: state.type };
}

function showDefinition(
  definition: ConnectorDefinition | undefined,
  publicUrl: string,
): Pick<DeskChannel, "path" | "account" | "steps"> {
  if (definition === undefined) return { steps: [] };
  const { path, account } = definition;
  return { path, ...(account === undefined ? {} : { account }), steps: stepsOf(definition, publicUrl) };
}

/** Somebody else's code: when it throws, there is nothing to do elsewhere that we know of. */
function stepsOf(definition: ConnectorDefinition, publicUrl: string): ChannelStep[] {
  try {
    return (definition.setup?.(publicUrl) ?? []).map(({ text, copy, url }) => ({
      text,
      ...(copy === undefined ? {} : { copy }),
      ...(url === undefined ? {} : { url }),
    }));
  } catch {
    return [{ text: `the connector "${definition.id}" cannot say how it is set up: report this to its author` }];
  }
}
