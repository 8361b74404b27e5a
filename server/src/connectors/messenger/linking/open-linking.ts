import type { RequestHandler } from "express";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { accessOf } from "#connectors/messenger/admin/check-live.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { createLinkingRouter } from "./linking-router.ts";

const purpose = "messenger:linking";

/** Questions to Meta in a minute: whoever opens the address again and again must not use up what the page may ask. */
const rate = { count: 60, seconds: 60 };

/** Undefined: the operator has no login page for it. */
export function openLinking(
  settings: MessengerSettings,
  host: ConnectorHost,
  count: (name: string) => void,
): RequestHandler | undefined {
  const { loginUrl, accessToken, id } = settings;
  if (loginUrl === undefined) return undefined;
  return createLinkingRouter({
    loginUrl,
    keys: [host.key(purpose), ...host.formerKeys(purpose)],
    access: accessOf(settings, host.fetch),
    accessToken,
    mayAsk: host.limits.rate(`${purpose}:${id}`, rate),
    now: () => host.now(),
    count,
    logger: host.logger,
  });
}
