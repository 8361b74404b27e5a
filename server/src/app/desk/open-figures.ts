import { randomUUID } from "node:crypto";
import type { Foundation } from "#app/backend/foundation.ts";
import type { Reception } from "#app/backend/reception.ts";
import { followLogs } from "#desk/figures/following/follow-log.ts";
import { figuresRoutes } from "#desk/figures/routes/figures-routes.ts";
import type { DeskRoute } from "#desk/http/route.ts";
import { TeamRecords } from "#desk/people/accounts/team-records.ts";
import { holdLease } from "#pipeline/lanes/hold-lease.ts";

/** Writes that wait to be stored: with more, somebody waits for them, and visitors come first. A server that has time has none or one. */
const mostWaitingWrites = 8;

/** Counts what happens, and says it to whoever may know, when the configuration has a desk and the store keeps something for one. */
export function openFigures(
  { settings, services, now, logger }: Foundation,
  { load, connectors }: Pick<Reception, "load" | "connectors">,
  parts: AsyncDisposableStack,
): readonly DeskRoute[] {
  const { store, signals } = services;
  const { desk } = store;
  if (settings.desk === undefined || desk === undefined) return [];
  const { figures, records } = desk;
  const isBusy = (): boolean => load.isShedding || (store.waitingWrites?.() ?? 0) > mostWaitingWrites;
  const follow = { figures, signals, isBusy, now };
  parts.use(
    holdLease({
      leases: store.leases,
      name: "figures",
      holder: randomUUID(),
      run: (signal) => followLogs(follow, signal),
      now,
      logger,
    }),
  );
  return figuresRoutes({
    figures,
    teamNames: async () => new Map((await new TeamRecords(records).people()).map(({ id, name }) => [id, name])),
    channelNames: (id) => {
      const connector = connectors.hosted.get(id);
      return { channel: connector?.channel ?? "unknown", channelName: connector?.displayName ?? id };
    },
    connectorIds: settings.connectors.map(({ id }) => id),
  });
}
