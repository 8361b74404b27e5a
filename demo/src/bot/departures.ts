import { type BotMessage, type QuickReplySpec, text, type Turn } from "@causerie/server";
import { formatPrice, ticketBetween } from "#railway/fares.ts";
import { findJourney } from "#railway/find-journey.ts";
import { findNearStations, findStations } from "#railway/find-stations.ts";
import { addDays, formatTime, toLocalTime } from "#railway/local-time.ts";
import { type Station, type StationId, stationOf, stations } from "#railway/railway.ts";
import { nextDepartures } from "#railway/timetable.ts";
import { departures, fares, hello } from "./contracts.ts";
import { type Words, wordsOf } from "./words.ts";

/** What is known of the journey so far. */
type Asked = { from?: StationId | undefined; to?: StationId | undefined };

export const departuresStory = departures.handle({
  run: (turn, params) => {
    const said = journeyIn(turn);
    return answer(turn, { from: params.from ?? said.from, to: params.to ?? said.to });
  },
  steps: {
    from: (turn, { to }) => answerWith(turn, { to }, (from) => ({ from, to })),
    to: (turn, { from }) => answerWith(turn, { from }, (to) => ({ from, to })),
  },
});

/** Takes the station that was asked for; whoever names two begins a new journey, whoever names none is asked again. */
function answerWith(turn: Turn, asked: Asked, complete: (station: StationId) => Asked): BotMessage {
  const [first, second] = findStations(turn.text);
  if (first === undefined) return askAgain(turn, asked);
  return answer(turn, second === undefined ? complete(first.station.id) : journeyIn(turn));
}

/** The next trains, once both stations are known; until then, a question for the missing one. */
function answer(turn: Turn, { from, to }: Asked): BotMessage {
  const words = wordsOf(turn.locale);
  if (from === undefined) return ask(turn, { to }, words.departures.askFrom, stations);
  const origin = stationOf(from);
  const others = stations.filter(({ id }) => id !== from);
  if (to === undefined) return ask(turn, { from }, words.departures.askTo(origin.name), others);
  if (to === from) return ask(turn, { from }, words.departures.same, others);
  return showTrains(turn, origin, stationOf(to));
}

function askAgain(turn: Turn, asked: Asked): BotMessage {
  const words = wordsOf(turn.locale);
  const near = findNearStations(turn.text);
  return near.length > 0
    ? ask(turn, asked, words.departures.near, near)
    : ask(turn, asked, words.departures.unknown, stations);
}

/** Asks for the station that is missing, and waits for its name. */
function ask(turn: Turn, { from, to }: Asked, question: string, offered: readonly Station[]): BotMessage {
  turn.waitFor(from === undefined ? departures.step("from", { to }) : departures.step("to", { from }));
  const quickReplies = offered.map(({ id, name }): QuickReplySpec => {
    const link = from === undefined ? departures.link({ from: id, to }) : departures.link({ from, to: id });
    return { label: name, to: link };
  });
  return text(question, { quickReplies });
}

function showTrains(turn: Turn, from: Station, to: Station): BotMessage {
  const words = wordsOf(turn.locale);
  const ticket = ticketBetween(from, to);
  const lines = [
    words.departures.heading(from.name, to.name),
    ...trainLines(turn, words, from, to),
    words.departures.fare(formatPrice(ticket.price, turn.locale)),
  ];
  return text(lines.join("\n"), {
    quickReplies: [
      { label: words.labels.back, to: departures.link({ from: to.id, to: from.id }) },
      { label: words.labels.otherStation, to: departures.link({ from: from.id }) },
      { label: words.labels.fares, to: fares.link({ ticket: ticket.id }) },
      { label: words.labels.menu, to: hello.link() },
    ],
  });
}

function trainLines(turn: Turn, { departures }: Words, from: Station, to: Station): string[] {
  // The time of the event, not of the clock: an answer that is made late, or again, is still the same.
  const now = toLocalTime(turn.event.at);
  return nextDepartures(from, to, now, 4).map(({ inDays, departs, arrives }) => {
    const when = departures.inDays(inDays, addDays(now.day, inDays));
    return `- ${departures.row(when, formatTime(departs), formatTime(arrives))}`;
  });
}

function journeyIn(turn: Turn): Asked {
  const { from, to } = findJourney(turn.text);
  return { from: from?.id, to: to?.id };
}
