import { setTimeout as pause } from "node:timers/promises";
import {
  badge,
  button,
  caption,
  chart,
  checkbox,
  column,
  field,
  heading,
  input,
  panel,
  type PanelContent,
  spread,
  table,
  type Turn,
} from "@causerie/server";
import { dayBefore } from "#railway/day-names.ts";
import { formatPrice, ticketBetween } from "#railway/fares.ts";
import { addDays, formatTime, toLocalTime } from "#railway/local-time.ts";
import { type Station, stationOf, stations } from "#railway/railway.ts";
import { nextDepartures } from "#railway/timetable.ts";
import { hello, planner } from "#bot/contracts.ts";
import { type Say, words } from "#bot/words.ts";

type Wish = { from: Station["id"]; to: Station["id"]; seats: number; bicycle?: "true" | undefined };

const mostSeats = 6;

/** A panel says nothing of what was not chosen yet. */
function toWish({ from, to, seats, bicycle }: { [Key in keyof Wish]?: Wish[Key] | undefined }): Wish {
  return { from: from ?? "port-clement", to: to ?? "hautepierre", seats: seats ?? 1, bicycle };
}

/** A journey that is put together in one panel: every choice in it changes it in its place. */
export const plannerStory = (wordPause: number) =>
  planner.handle({
    run: async (turn, given) => {
      const t = words(turn);
      const wish = toWish(given);
      using step = turn.progress(t("planner.looking"));
      // As a service that is asked would take.
      await pause(10 * wordPause, undefined, { signal: turn.signal });
      step.done();
      await show(turn, planPanel(turn, t, wish), t("planner.ready"));
    },
    steps: {
      book: async (turn, given) => {
        const t = words(turn);
        const wish = toWish(given);
        const id = await turn.once("reservation", () => `AU-${turn.now.toString(36).slice(-5).toUpperCase()}`);
        await show(turn, bookedPanel(turn, t, wish, id), t("planner.booked"));
      },
    },
  });

/** In the place of the panel that was tapped, or as a new one where the channel has no panels. */
async function show(turn: Turn, content: PanelContent, alt: string): Promise<void> {
  const message = panel(content, {
    ...(turn.channel === "web" ? {} : { alt }),
    ...(turn.messageId === undefined ? { quickReplies: [{ label: words(turn)("label.menu"), to: hello.link() }] } : {}),
  });
  if (turn.messageId === undefined) await turn.send(message);
  else await turn.update(turn.messageId, message);
}

function planPanel(turn: Turn, t: Say, wish: Wish): PanelContent {
  const link = planner.link({ seats: wish.seats });
  const options = stations.map(({ id, name }) => ({ label: name, value: id }));
  const choose = (name: "from" | "to"): PanelContent =>
    input(field.choice(name, t(`planner.${name}`), options, { required: true, value: wish[name] }), { to: link });
  return column(
    heading(t("planner.heading")),
    spread(choose("from"), choose("to")),
    ...(wish.from === wish.to ? [badge(t("planner.same"), "warning")] : [trainTable(turn, t, wish)]),
    spread(
      t("planner.seats", { seats: wish.seats }),
      button({ label: t("planner.fewer"), to: seatsLink(wish, -1) }),
      button({ label: t("planner.more"), to: seatsLink(wish, 1) }),
    ),
    checkbox("bicycle", t("planner.bicycle"), { checked: wish.bicycle === "true" }),
    ...(wish.from === wish.to ? [] : [fareChart(t, wish)]),
    ...(wish.from === wish.to
      ? []
      : [button({ label: t("planner.book"), to: planner.step("book", wish) }, { primary: true, submit: true })]),
  );
}

function seatsLink({ from, to, seats, bicycle }: Wish, change: number) {
  const wanted = Math.min(Math.max(seats + change, 1), mostSeats);
  return planner.link({ from, to, seats: wanted, ...(bicycle === undefined ? {} : { bicycle }) });
}

function trainTable(turn: Turn, t: Say, { from, to }: Wish): PanelContent {
  const now = toLocalTime(turn.now);
  const trains = nextDepartures(stationOf(from), stationOf(to), now, 3);
  return table({
    caption: t("planner.trains"),
    columns: [t("planner.departs"), t("planner.arrives"), { label: t("planner.minutes"), align: "end" }],
    rows: trains.map(({ inDays, departs, arrives }) => [
      `${dayBefore({ inDays, day: addDays(now.day, inDays) }, turn.locale)}${formatTime(departs)}`,
      formatTime(arrives),
      arrives - departs,
    ]),
  });
}

function fareChart(t: Say, { from, to, seats }: Wish): PanelContent {
  const { price, reduced } = ticketBetween(stationOf(from), stationOf(to));
  return chart("bar", {
    title: t("planner.prices"),
    labels: [t("planner.full"), t("planner.reduced")],
    values: [(price * seats) / 100, (reduced * seats) / 100],
    unit: "€",
  });
}

function bookedPanel(turn: Turn, t: Say, { from, to, seats, bicycle }: Wish, id: string): PanelContent {
  const { price } = ticketBetween(stationOf(from), stationOf(to));
  return column(
    spread(heading(t("planner.booked")), badge(t("planner.reserved"), "success")),
    `${stationOf(from).name} → ${stationOf(to).name}`,
    spread(t("planner.seats", { seats }), formatPrice(price * seats, turn.locale)),
    ...(bicycle === "true" ? [t("planner.bicycle")] : []),
    caption(t("planner.number", { id })),
    button({ label: t("planner.again"), to: planner.link({ from, to, seats }) }),
  );
}
