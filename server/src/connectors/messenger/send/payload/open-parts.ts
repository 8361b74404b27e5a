import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { accessOf } from "#connectors/messenger/admin/check-live.ts";
import { callGraph } from "#connectors/messenger/admin/graph-call.ts";
import { threadOwner } from "#connectors/messenger/admin/thread-control.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { Brake } from "#connectors/messenger/send/brake.ts";
import { Gate } from "#connectors/messenger/send/gate.ts";
import { KnownPersonas } from "#connectors/messenger/send/known-personas.ts";
import { ThreadOwners } from "#connectors/messenger/send/person/thread-owners.ts";

/** The app's brake is one for all its pages. Each brake raises one alarm, however many calls are refused. */
export function openGate({ appId, pageId, id }: MessengerSettings, host: ConnectorHost): Gate {
  const { logger } = host;
  const brakeOf = (whose: object): Brake =>
    new Brake({
      closed: ({ code, hint, ms }) =>
        logger.error(
          { ...whose, code, ms },
          `Meta refuses all calls: ${hint}; messages wait; one is tried again from time to time`,
        ),
      opened: () => logger.info(whose, "Meta takes calls again"),
    });
  return new Gate(
    { page: brakeOf({ pageId, id }), app: host.shared(`messenger:brake:${appId}`, () => brakeOf({ appId })) },
    () => host.steady(),
  );
}

export function openOwners(settings: MessengerSettings, host: ConnectorHost): ThreadOwners {
  const { appId, pageId, accessToken: token } = settings;
  const access = accessOf(settings, host.fetch);
  return new ThreadOwners({
    appId,
    ask: async (psid) => await threadOwner(access, { pageId, token, psid }),
    steady: () => host.steady(),
    now: () => host.now(),
  });
}

export function openPersonas(settings: MessengerSettings, host: ConnectorHost): KnownPersonas {
  const access = accessOf(settings, host.fetch);
  const { accessToken: token } = settings;
  return new KnownPersonas({
    ask: async (path) => await callGraph(access, { path, query: { fields: "name" }, token, timeoutMs: 5_000 }),
    steady: () => host.steady(),
  });
}
