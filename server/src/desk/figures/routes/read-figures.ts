import { setImmediate as nextRound } from "node:timers/promises";
import type { Figures, FiguresQuery } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { FiguresStore, SummedCount } from "#desk/figures/figures-store.ts";
import { type Day, daysBetween, mostDays } from "#desk/figures/summary/days-between.ts";
import { type CountedDay, summarize } from "#desk/figures/summary/summarize.ts";
import { isTimeZone } from "#desk/inbox/queues/open-hours.ts";

export type FiguresParts = {
  figures: Pick<FiguresStore, "sum">;
  /** Names of people of the team, by their ids. */
  teamNames: () => Promise<ReadonlyMap<string, string>>;
  channelNames: (connectorId: string) => { channel: string; channelName: string };
  /** Connectors of the configuration. */
  connectorIds: readonly string[];
};

/** @throws RequestError `invalid_request` */
export async function readFigures(parts: FiguresParts, query: FiguresQuery): Promise<Figures> {
  const { from, to, zone = "UTC", connector, channel } = query;
  const days = readDays(from, to, zone);
  const isWanted = (connectorId: string): boolean =>
    (connector === undefined || connector === connectorId) &&
    (channel === undefined || parts.channelNames(connectorId).channel === channel);
  const seen = new Set(parts.connectorIds);
  const counted: CountedDay[] = [];
  for (const { day, from: begin, to: end } of days) {
    const counts = await parts.figures.sum(begin, end);
    for (const { connectorId } of counts) if (connectorId !== "") seen.add(connectorId);
    // What no connector has counts for all of them alone.
    const isAll = connector === undefined && channel === undefined;
    const own = ({ connectorId }: SummedCount): boolean => (connectorId === "" ? isAll : isWanted(connectorId));
    counted.push({ day, counts: counts.filter(own) });
    // Reading holds up the thread that answers visitors: not for a year at once.
    await nextRound();
  }
  const names = await parts.teamNames();
  const connectors = [...seen].map((id) => {
    const { channel: kind, channelName: name } = parts.channelNames(id);
    return { id, name, channel: kind };
  });
  return { from, to, zone, connectors, ...summarize(counted, (id) => names.get(id)) };
}

function readDays(from: string, to: string, zone: string): Day[] {
  if (!isTimeZone(zone)) throw new RequestError("invalid_request", `there is no time zone ${zone}`);
  const days = daysBetween(from, to, zone);
  if (days.length === 0) throw new RequestError("invalid_request", "`to` must not be before `from`");
  if (days.length > mostDays)
    throw new RequestError("invalid_request", `at most ${mostDays} days can be asked for at once`);
  return days;
}
