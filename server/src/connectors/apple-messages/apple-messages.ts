import type { PushConnector } from "#channel/connector.ts";
import type { Availability, ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { createSealing } from "#channel/kit/sealing.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { fetchFiles } from "./incoming/fetch-files.ts";
import type { FileReference } from "./incoming/file-reference.ts";
import { receive } from "./incoming/receive.ts";
import { peopleInLog } from "./incoming/where.ts";
import { capabilities, limits } from "./limits.ts";
import type { ApplePayload } from "./message.ts";
import {
  type AppleMessagesOptions,
  type AppleMessagesSettings,
  findProblems,
  optionsSchema,
  toSettings,
} from "./options.ts";
import { channel } from "./render/native.ts";
import { render } from "./render/render.ts";
import { deliver, showTyping } from "./send/deliver.ts";
import { createOwnTokens } from "./send/own-token.ts";
import { check, entryUrl, setup } from "./setup.ts";

export type { AppleMessagesOptions } from "./options.ts";

export const availability: Availability = {
  status: "gated",
  reason:
    "Apple connects businesses through messaging service providers that it has approved: this needs the id and the secret of one, your own or of a provider that passes Apple's API on.",
};

/**
 * Connects an account of Apple Messages for Business: people write in Messages on iPhone, iPad and Mac. Each account needs a connector of its own.
 *
 * ```ts
 * const { mspId, secret } = secrets.apple;
 * appleMessages({ mspId, secret, businessId: "4f0e7a3c-6f1d-4a53-9c2e-0d0c8d3b7a11" });
 * ```
 */
export function appleMessages(options: AppleMessagesOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path, businessId } = settings;
  return {
    id,
    channel,
    path,
    account: `business ${businessId}`,
    availability,
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

function start(settings: AppleMessagesSettings, host: ConnectorHost): RunningConnector {
  const { id, apiUrl, businessId, maxAgeMinutes } = settings;
  const { blobs, logger } = host;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const count = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const access = { apiUrl, businessId, token: createOwnTokens(settings, () => host.now()), fetch: host.fetch };
  const sending = { access, blobs, apiUrl, count };
  const { seal, open } = createReferenceSealing(host, id);
  const connector: PushConnector = {
    id,
    channel,
    delivery: "push",
    capabilities,
    displayName: "Messages",
    render: (message, toToken) => render(message, toToken, settings),
    linkTo: (ref) => entryUrl(businessId, ref),
    asWritten: (payload) => ({ ...(payload as ApplePayload), byPerson: true }),
    deliver: async (delivery, signal) => await deliver(delivery, sending, signal),
    carriesMedia: (payload) =>
      (payload as ApplePayload).file !== undefined || (payload as ApplePayload).pictures !== undefined,
    maxAgeMs: () => maxAgeMinutes * 60_000,
    typing: async (address, on) => await showTyping(address, on, access),
    fetchFiles: async (content, signal) => await fetchFiles(content, { access, blobs, logger, count, open }, signal),
  };
  return {
    connector,
    router: webhook(
      async (request) => {
        const response = await receive(request, { host, settings, access, seal, count });
        if (response.status === 200) calledAt = host.now();
        return response;
      },
      { maxBytes: limits.body.packed, packed: true },
    ),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "apple_messages_events_total",
        help: "What Apple has posted and what was sent otherwise than meant, by what became of it",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
    ],
  };
}

/** The key of each file stands beside its address: neither is anybody's to read in a log of what was said. */
function createReferenceSealing(host: Pick<ConnectorHost, "key" | "formerKeys">, connectorId: string) {
  const purpose = "files of Apple Messages";
  const sealing = createSealing(host.key(purpose), host.formerKeys(purpose));
  return {
    seal: (reference: FileReference): string => sealing.seal(JSON.stringify(reference), connectorId),
    open: (sealed: string): FileReference | undefined => {
      const text = sealing.open(sealed, connectorId);
      return text === undefined ? undefined : (JSON.parse(text) as FileReference);
    },
  };
}
