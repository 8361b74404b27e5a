import type { PushConnector } from "#channel/connector.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { ProfileMemory } from "#channel/kit/platform/profile-memory.ts";
import { followSocket } from "#channel/kit/socket/follow-socket.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { askProfile } from "./ask-profile.ts";
import { isId } from "./ids.ts";
import { ChannelKinds } from "./incoming/channel-kinds.ts";
import { fetchFiles } from "./incoming/fetch-files.ts";
import { receiveTap } from "./incoming/receive-tap.ts";
import { peopleInLog } from "./incoming/where.ts";
import { capabilities } from "./limits.ts";
import { findProblems, type MattermostOptions, type MattermostSettings, optionsSchema, toSettings } from "./options.ts";
import type { MattermostPayload } from "./post.ts";
import { channel } from "./render/native.ts";
import { render } from "./render/render.ts";
import { Account } from "./send/account.ts";
import { deliver, edit, showTyping } from "./send/deliver.ts";
import { actionsUrlOf, check, setup } from "./setup.ts";
import { createConnect } from "./socket/connect-socket.ts";

export type { MattermostOptions } from "./options.ts";

/**
 * Connects a bot account of a Mattermost server: people write to it, or call it by its name in a channel.
 *
 * ```ts
 * mattermost({ serverUrl: "https://chat.example.com", botToken: secrets.mattermostToken });
 * ```
 */
export function mattermost(options: MattermostOptions): ConnectorDefinition {
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

/** What a button's context is signed with: one key for each connector, since the administrators of a Mattermost server can read its buttons. */
const tapKeyOf = (id: string): string => `mattermost taps ${id}`;
/** Milliseconds in which the bot is shown to write. */
const typingMs = 5_000;

function start(settings: MattermostSettings, host: ConnectorHost): RunningConnector {
  const { id, serverUrl, botToken, locale, maxAgeMinutes } = settings;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const count = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const called = (): void => {
    calledAt = host.now();
  };
  const access = { serverUrl, token: botToken, fetch: host.fetch };
  const account = new Account(access, () => host.now());
  const profiles = new ProfileMemory(
    (user, signal) => askProfile(access, user, signal),
    () => host.now(),
  );
  const maxAgeMs = maxAgeMinutes * 60_000;
  const sending = {
    access,
    account,
    blobs: host.blobs,
    key: host.key(tapKeyOf(id)),
    actionsUrl: actionsUrlOf(settings, host.publicUrl),
  };
  const receiving = { host, settings: { connectorId: id, locale }, count };
  const connecting = { ...receiving, access, account, called, maxAgeMs, kinds: new ChannelKinds(access) };
  const files = { blobs: host.blobs, serverUrl, token: botToken, logger: host.logger, count };
  const keys = () => [sending.key, ...host.formerKeys(tapKeyOf(id))];
  const connector: PushConnector = {
    id,
    channel,
    delivery: "push",
    capabilities,
    displayName: "Mattermost",
    render,
    deliver: (delivery, signal) => deliver(delivery, sending, signal),
    edit: (delivery, externalId, signal) => edit(delivery, externalId, sending, signal),
    carriesMedia: (payload) => "file" in (payload as MattermostPayload),
    maxAgeMs: () => maxAgeMs,
    typing: async (address, on) => {
      if (on) await showTyping(address, sending, AbortSignal.timeout(typingMs));
    },
    fetchFiles: (content, signal) => fetchFiles(content, files, signal),
    profileOf: async ({ user }, signal) => (isId(user) ? await profiles.of(user, signal) : {}),
    forgotten: (user) => profiles.forget(user),
  };
  return {
    connector,
    router: webhook(async (request) => {
      const response = await receiveTap(request, { ...receiving, keys });
      if (response.status === 200) called();
      return response;
    }),
    run: (signal) =>
      followSocket({ platform: "Mattermost", connect: createConnect(connecting), count, logger: host.logger }, signal),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "mattermost_events_total",
        help: "What Mattermost has sent, by what became of it",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
    ],
  };
}
