import { dayBefore } from "#railway/day-names.ts";
import { addDays, formatTime, toLocalTime } from "#railway/local-time.ts";
import { type Station, stationOf, stations, type StationId } from "#railway/railway.ts";
import { nextDepartures } from "#railway/timetable.ts";

/** The departures board of the home page: the next trains in both directions, brought up to date each half minute. */
const select = document.querySelector<HTMLSelectElement>("#board-station");
const rows = document.querySelector<HTMLTableSectionElement>("#board-rows");

if (select !== null && rows !== null) {
  const show = (): void => rows.replaceChildren(...trainsFrom(stationOf(select.value as StationId)));
  select.addEventListener("change", show);
  setInterval(show, 30_000);
  show();
}

function trainsFrom(station: Station): HTMLTableRowElement[] {
  const now = toLocalTime(Date.now());
  const ends = [stations[0], stations.at(-1)].filter((end) => end !== undefined);
  return ends
    .flatMap((end) => nextDepartures(station, end, now, 4).map((train) => ({ end, ...train })))
    .sort((a, b) => a.inDays - b.inDays || a.departs - b.departs)
    .slice(0, 4)
    .map(({ end, inDays, departs }) =>
      toRow(departs, dayBefore({ inDays, day: addDays(now.day, inDays) }, document.documentElement.lang), end),
    );
}

function toRow(departs: number, day: string, end: Station): HTMLTableRowElement {
  const row = document.createElement("tr");
  const time = row.insertCell();
  if (day !== "") {
    const small = document.createElement("small");
    small.textContent = day;
    time.append(small);
  }
  time.append(formatTime(departs));
  row.insertCell().textContent = end.name;
  return row;
}
