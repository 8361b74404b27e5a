import { type BotMessage, text, type Turn } from "@causerie/server";
import { dayBefore } from "#railway/day-names.ts";
import { ticketBetween } from "#railway/fares.ts";
import { addDays, formatTime, toLocalTime } from "#railway/local-time.ts";
import { type Station, stationOf } from "#railway/railway.ts";
import { nextDepartures } from "#railway/timetable.ts";
import { askStations, sameStation } from "./ask-stations.ts";
import { departures, fares, hello, reminder } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

export const departuresStory = departures.handle({
  ask: askStations(departures),

  run: (turn, { from, to }) => {
    if (from === to) turn.askAgain("to", sameStation);
    return showTrains(turn, stationOf(from), stationOf(to));
  },

  steps: {
    back: (turn, { from, to }) => turn.switchTo(departures.link({ from: to, to: from })),
  },
});

function showTrains(turn: Turn, from: Station, to: Station): BotMessage {
  const t = words(turn);
  const ticket = ticketBetween(from, to);
  const lines = [
    t("departures.heading", { from: from.name, to: to.name }),
    ...trainLines(turn, from, to),
    t("departures.fare", { price: ticket.price / 100 }),
  ];
  return text(lines.join("\n"), {
    quickReplies: [
      { label: t("label.remind"), to: reminder.link({ from: from.id, to: to.id }) },
      { label: t("label.wayBack"), to: departures.link({ from: to.id, to: from.id }) },
      { label: t("label.otherStation"), to: departures.link({ from: from.id }) },
      { label: t("label.fares"), to: fares.link({ ticket: ticket.id }) },
      { label: t("label.menu"), to: hello.link() },
    ],
  });
}

function trainLines(turn: Turn, from: Station, to: Station): string[] {
  const t = words(turn);
  // The time of the event, not of the clock: an answer that is made late, or a second time, must be the same.
  const now = toLocalTime(turn.now);
  return nextDepartures(from, to, now, 4).map(({ inDays, departs, arrives }) =>
    t("departures.row", {
      when: dayBefore({ inDays, day: addDays(now.day, inDays) }, turn.locale),
      departs: formatTime(departs),
      arrives: formatTime(arrives),
    }),
  );
}
