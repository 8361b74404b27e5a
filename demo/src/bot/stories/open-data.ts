import { text } from "@causerie/server";
import { departures, hello, openData } from "#bot/contracts.ts";
import { formatTime, toLocalTime } from "#railway/local-time.ts";
import { stationOf } from "#railway/railway.ts";
import { nextDepartures } from "#railway/timetable.ts";
import { words } from "#bot/words.ts";

/** A block of code: the next trains up the line, for programs. */
export const openDataStory = openData.handle((turn) => {
  const t = words(turn);
  const [from, to] = [stationOf("port-clement"), stationOf("hautepierre")];
  const trains = nextDepartures(from, to, toLocalTime(turn.now), 2).map(({ inDays, departs, arrives }) => ({
    inDays,
    departs: formatTime(departs),
    arrives: formatTime(arrives),
  }));
  const code = ["```json", JSON.stringify({ from: from.id, to: to.id, trains }, null, 2), "```"];
  return text([t("openData"), "", ...code].join("\n"), {
    quickReplies: [
      { label: t("label.departures"), to: departures.link() },
      { label: t("label.menu"), to: hello.link() },
    ],
  });
});
