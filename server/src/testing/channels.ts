import { createHosts } from "#app/connector-hosts.ts";
import { createLogger } from "#app/logger.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { Connector } from "#channel/connector.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { type HostedConnector, hostConnector } from "#channel/host/hosted-connector.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { capabilities as messengerCapabilities } from "#connectors/messenger/limits.ts";
import { optionsSchema as messengerOptions } from "#connectors/messenger/options.ts";
import { createPayloads } from "#connectors/messenger/payload.ts";
import { render as renderForMessenger } from "#connectors/messenger/render/render.ts";
import { capabilities as webCapabilities } from "#connectors/web/capabilities.ts";
import { optionsSchema as webOptions } from "#connectors/web/options.ts";
import { render as renderForWeb } from "#connectors/web/render/render.ts";
import { createInProcessLimits } from "#limits/in-process-limits.ts";
import { KeptSessions } from "#sessions/kept-sessions.ts";
import { createMemoryStore } from "#store/memory/memory-store.ts";
import { choiceLines, plainBody } from "./plain-words.ts";

/**
 * The channel of a simulated person: `text` is a terminal, or any channel that shows words only. Any other channel is given
 * as its connector, e.g. `telegram({ … })`; it is started, but nothing is sent.
 */
export type SimulatedChannel = BuiltInChannel | ConnectorDefinition;

/** A channel that needs no connector to be simulated. */
export type BuiltInChannel = "web" | "messenger" | "text";

/** Whether a channel of this name needs no connector. */
export function isBuiltIn(name: string): name is BuiltInChannel {
  return name === "web" || name === "messenger" || name === "text";
}

/** Which of ours it is, if any. Somebody else's connector may call its channel by the same word. */
export function ourKindOf({ options }: ConnectorDefinition): "web" | "messenger" | undefined {
  if (options === webOptions) return "web";
  return options === messengerOptions ? "messenger" : undefined;
}

/** The name under which reports speak of a channel: a connector's is its id. */
export type ChannelName<Channel extends SimulatedChannel> = Channel extends string ? Channel : string;

export function nameOf<Channel extends SimulatedChannel>(channel: Channel): ChannelName<Channel> {
  return (typeof channel === "string" ? channel : channel.id) as ChannelName<Channel>;
}

/** Signed with a fixed key, so that every run of a test makes the same payloads. */
const key = new Uint8Array(32);
export const messengerPayloads = createPayloads(key);

/** A connector is started once: a crawl simulates thousands of people. */
const started = new WeakMap<ConnectorDefinition, Connector>();

/**
 * The channel's own rendering and rules, without its network.
 * @throws what the connector throws while it starts or renders, which on a server would become a loss.
 */
export function simulatedConnector(channel: SimulatedChannel): HostedConnector {
  const connector = typeof channel === "string" ? builtIn(channel, channel) : startOnce(channel);
  const report = (_what: string, error: unknown): void => {
    throw error;
  };
  return hostConnector(connector, { tokenKey: key, report });
}

function startOnce(definition: ConnectorDefinition): Connector {
  // Ours have no need of a server to render.
  const ours = ourKindOf(definition);
  if (ours !== undefined) return builtIn(ours, definition.id);
  const connector = started.get(definition) ?? definition.start(simulatedHost(definition)).connector;
  started.set(definition, connector);
  return connector;
}

function builtIn(channel: BuiltInChannel, id: string): Connector {
  switch (channel) {
    case "web":
      return { id, channel, delivery: "log", capabilities: webCapabilities, render: renderForWeb };
    case "messenger":
      return {
        id,
        channel,
        delivery: "push",
        capabilities: messengerCapabilities,
        render: (message, toToken) => renderForMessenger(message, messengerPayloads, toToken),
        deliver: () => Promise.resolve(),
      };
    case "text":
      return {
        id,
        channel,
        delivery: "log",
        capabilities: webCapabilities,
        render: (message) => ({
          payloads: [[plainBody(message), ...choiceLines(choicesOf(message))].join("\n")],
          losses: [],
        }),
      };
  }
}

const noBlobs: BlobStore = {
  put: () => Promise.reject(new Error("a simulated person sends no files")),
  get: () => Promise.resolve(undefined),
  settle: async () => {},
  delete: () => Promise.resolve(),
};

/** A host without a network: what the connector would accept is kept in memory, and a call to its platform fails. */
function simulatedHost(definition: ConnectorDefinition): ConnectorHost {
  const store = createMemoryStore();
  const logger = createLogger("silent");
  const sessions = new KeptSessions({ store: store.sessions, now: Date.now, logger });
  const hostOf = createHosts({
    store,
    watch: () => ({ [Symbol.dispose]: () => undefined }),
    stop: (id) => store.turns.stop(id),
    limits: createInProcessLimits(),
    // Nobody else is there.
    notifyOthers: () => undefined,
    receiveNews: () => ({ [Symbol.dispose]: () => undefined }),
    sessionsOf: (id) => sessions.of(id),
    refuseNewcomer: () => undefined,
    forget: () => Promise.reject(new Error("a simulated person is not kept")),
    blobs: noBlobs,
    key: () => key,
    formerKeys: () => [],
    accept: (event) => store.events.append(event, event.at),
    wakeDeliveries: () => undefined,
    publicUrl: "http://localhost",
    fetch: () => Promise.reject(new Error("a simulated person has no network")),
    logger,
    now: Date.now,
    steady: () => performance.now(),
  });
  return hostOf(definition);
}
