import type { PersonProfile } from "#channel/address.ts";
import type { PushConnector } from "#channel/connector.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { fetchFile } from "#channel/kit/fetch-file.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { fetchAttachments } from "#channel/kit/platform/fetch-attachments.ts";
import { ProfileMemory } from "#channel/kit/platform/profile-memory.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { receive } from "./incoming/receive.ts";
import { peopleInLog } from "./incoming/where.ts";
import { capabilities, limits } from "./limits.ts";
import type { RocketChatPayload } from "./message.ts";
import { findProblems, optionsSchema, type RocketChatOptions, type RocketChatSettings, toSettings } from "./options.ts";
import { channel } from "./render/native.ts";
import { render } from "./render/render.ts";
import { callRocketChat, credentials, type RocketChatAccess } from "./send/call-rocketchat.ts";
import { deliver } from "./send/deliver.ts";
import { People } from "./send/people.ts";
import { check, setup } from "./setup.ts";

export type { RocketChatOptions } from "./options.ts";

/**
 * Connects an account of a Rocket.Chat server: people write to it, or call it by its name in a room; with a token for Omnichannel it answers
 * visitors of the live chat, too.
 *
 * ```ts
 * const { serverUrl, userId, authToken, webhookToken } = secrets.rocketChat;
 * rocketChat({ serverUrl, userId, authToken, webhookToken });
 * ```
 */
export function rocketChat(options: RocketChatOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path } = settings;
  return {
    id,
    channel,
    path,
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

function start(settings: RocketChatSettings, host: ConnectorHost): RunningConnector {
  const { id, serverUrl, userId, authToken, maxAgeMinutes } = settings;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const count = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const access: RocketChatAccess = { serverUrl, userId, authToken, fetch: host.fetch, now: () => host.now() };
  const people = new People(access);
  const profiles = new ProfileMemory(
    (user, signal) => askProfile(access, user, signal),
    () => host.now(),
  );
  const sending = { access, blobs: host.blobs };
  // The operator has named it, and it may be in the own network.
  const rules = { hosts: [], trustedHost: new URL(serverUrl).hostname, headers: credentials(access) };
  const files = {
    blobs: host.blobs,
    logger: host.logger,
    count,
    maxFiles: limits.files.most,
    maxBytes: () => limits.files.bytes,
    hasFile: ({ id: path = "" }) => path.startsWith("/file-upload/"),
    open: async ({ id: path = "", mediaType = "" }, maxBytes: number, signal: AbortSignal) => {
      const file = await fetchFile(`${serverUrl}${path}`, { ...rules, maxBytes }, signal);
      return { ...file, mediaType: mediaType || file.mediaType };
    },
  };
  const connector: PushConnector = {
    id,
    channel,
    delivery: "push",
    capabilities,
    displayName: "Rocket.Chat",
    render,
    deliver: (delivery, signal) => deliver(delivery, sending, signal),
    carriesMedia: (payload) => "file" in (payload as RocketChatPayload),
    maxAgeMs: () => maxAgeMinutes * 60_000,
    fetchFiles: (content, signal) => fetchAttachments(content, files, signal),
    profileOf: async ({ user }, signal) => await profiles.of(user, signal),
    forgotten: (user) => profiles.forget(user),
  };
  return {
    connector,
    router: webhook(async (request) => {
      const response = await receive(request, { host, settings, people, count });
      if (response.status === 200) calledAt = host.now();
      return response;
    }),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "rocketchat_events_total",
        help: "What Rocket.Chat has posted, by what became of it",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
    ],
  };
}

/** @throws DeliveryError when Rocket.Chat does not say who they are, e.g. of a visitor. */
async function askProfile(access: RocketChatAccess, user: string, signal: AbortSignal): Promise<PersonProfile> {
  const path = `users.info?userId=${encodeURIComponent(user)}`;
  const found = asObject((await callRocketChat(access, { method: "GET", path, signal }))["user"]);
  const name = asText(found["name"]) ?? asText(found["username"]);
  return name === undefined ? {} : { name };
}
