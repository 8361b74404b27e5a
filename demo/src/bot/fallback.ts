import { type Fallback, text } from "@causerie/server";
import { stationOf } from "#railway/railway.ts";
import { departures, station } from "./contracts.ts";
import { menu } from "./menu.ts";
import { words } from "./words.ts";

/** Never a dead end: a station that was named is taken up, and otherwise the menu is offered. */
export const fallback: Fallback = (turn, reason) => {
  const t = words(turn);
  const named = station.read(turn.text, { ...turn, now: turn.event.at });
  if (reason !== "not_understood" || named === undefined)
    return text(t(`fallback.${reason}`), { quickReplies: menu(t) });
  return text(t("fallback.station", { station: stationOf(named).name }), {
    quickReplies: [
      { label: t("label.trainsFrom"), to: departures.link({ from: named }) },
      { label: t("label.trainsTo"), to: departures.link({ to: named }) },
    ],
  });
};
