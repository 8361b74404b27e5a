import { expect, test } from "vitest";
import { ticketBetween } from "./fares.ts";
import { formatTime, toLocalTime, toMinutes } from "./local-time.ts";
import { openingAt } from "./opening-hours.ts";
import { helpline, type Station, stationOf, stations } from "./railway.ts";
import { nextDepartures } from "./timetable.ts";

const monday = 1;
const friday = 5;
const harbour = stationOf("port-clement");
const summit = stationOf("hautepierre");

const at = (time: string, day = monday) => ({ day, minutes: toMinutes(time) });

test("the next trains are those that have not left; one that leaves this minute counts", () => {
  expect(nextDepartures(harbour, summit, at("08:12"), 2)).toEqual([
    { inDays: 0, departs: toMinutes("08:12"), arrives: toMinutes("09:20") },
    { inDays: 0, departs: toMinutes("09:12"), arrives: toMinutes("10:20") },
  ]);
});

test("after the last train come those of the next day, and Saturday has its own", () => {
  const [last, first] = nextDepartures(harbour, summit, at("22:00", friday), 2);
  expect(last).toMatchObject({ inDays: 0, departs: toMinutes("22:12") });
  expect(first).toMatchObject({ inDays: 1, departs: toMinutes("07:12") });
});

test("a train down the line reaches its stations in the other order", () => {
  expect(nextDepartures(stationOf("brecy"), harbour, at("06:00"), 1)).toEqual([
    { inDays: 0, departs: toMinutes("06:18"), arrives: toMinutes("06:43") },
  ]);
});

const pairs: [Station, Station][] = stations.flatMap((from) => stations.map((to): [Station, Station] => [from, to]));

test("between any two stations, at any time of the week, trains come in order, none in the past, none after midnight", () => {
  for (const [from, to] of pairs) {
    for (let hour = 0; hour < 7 * 24; hour += 5) {
      const now = { day: Math.floor(hour / 24) + 1, minutes: (hour % 24) * 60 };
      const found = nextDepartures(from, to, now, 4);
      expect(found).toHaveLength(from === to ? 0 : 4);
      const moments = found.map(({ inDays, departs }) => inDays * 24 * 60 + departs);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      expect(moments.every((moment) => moment >= now.minutes)).toBe(true);
      expect(found.every(({ departs, arrives }) => departs < arrives && arrives < 24 * 60)).toBe(true);
    }
  }
});

test("a journey costs by the zones it touches, the same there and back", () => {
  expect(ticketBetween(harbour, stationOf("saint-evrard")).id).toBe("one-zone");
  expect(ticketBetween(stationOf("saint-evrard"), stationOf("brecy")).id).toBe("two-zones");
  expect(ticketBetween(harbour, summit).id).toBe("three-zones");
  for (const [from, to] of pairs) expect(ticketBetween(from, to)).toBe(ticketBetween(to, from));
});

test("the railway's clock is that of its country, in summer and winter", () => {
  expect(toLocalTime(Date.UTC(2026, 6, 14, 22, 30))).toEqual({ day: 3, minutes: 30 });
  expect(toLocalTime(Date.UTC(2026, 11, 20, 22, 30))).toEqual({ day: 7, minutes: toMinutes("23:30") });
  expect(formatTime(toMinutes("07:05"))).toBe("07:05");
});

test("hours tell until when it is open, or when it opens next", () => {
  expect(openingAt(helpline.hours, at("10:00"))).toEqual({ type: "open", until: "18:00" });
  expect(openingAt(helpline.hours, at("07:59"))).toEqual({ type: "closed", inDays: 0, day: 1, opens: "08:00" });
  expect(openingAt(helpline.hours, at("18:00", friday))).toEqual({ type: "closed", inDays: 1, day: 6, opens: "09:00" });
  expect(openingAt(helpline.hours, at("13:00", 6))).toEqual({ type: "closed", inDays: 2, day: 1, opens: "08:00" });
});
