import { text } from "@causerie/server";
import { dayBefore, dayName } from "#railway/day-names.ts";
import { toLocalTime } from "#railway/local-time.ts";
import { openingAt } from "#railway/opening-hours.ts";
import { type Hours, offices, stationOf } from "#railway/railway.ts";
import { departures, hello, hours, person } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

export const hoursStory = hours.handle((turn) => {
  const t = words(turn);
  const period = ({ days, opens, closes }: Hours): string => {
    const [first, last] = [dayName(days[0] ?? 1, turn.locale), dayName(days.at(-1) ?? 7, turn.locale)];
    return t("hours.period", { count: days.length, first, last, opens, closes });
  };
  const lines = offices.map(({ station, hours }) => {
    const opening = openingAt(hours, toLocalTime(turn.event.at));
    const now =
      opening.type === "open"
        ? t("hours.open", opening)
        : t("hours.closed", { when: dayBefore(opening, turn.locale), opens: opening.opens });
    return t("hours.line", { station: stationOf(station).name, times: hours.map(period).join(", "), now });
  });
  return text([t("hours.heading"), ...lines].join("\n"), {
    quickReplies: [
      { label: t("label.departures"), to: departures.link() },
      { label: t("label.person"), to: person.link() },
      { label: t("label.menu"), to: hello.link() },
    ],
  });
});
