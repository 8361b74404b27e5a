import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { accessOf } from "#connectors/messenger/admin/check-live.ts";
import { callGraph } from "#connectors/meta/graph/graph-call.ts";
import { threadOwner } from "#connectors/messenger/admin/thread-control.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { KnownPersonas } from "#connectors/messenger/send/known-personas.ts";
import { ThreadOwners } from "#connectors/messenger/send/person/thread-owners.ts";

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
