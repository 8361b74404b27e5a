import { type Link, text } from "@causerie/server";
import { formatTime, toLocalTime } from "#railway/local-time.ts";
import { stationOf } from "#railway/railway.ts";
import { nextDepartures } from "#railway/timetable.ts";
import { askStations } from "./ask-stations.ts";
import { departures, hello, reminder } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

/** Runs the link's story in a conversation, so many milliseconds from now. */
export type Remind = (conversationId: string, link: Link, inMs: number) => void;

/** Visitors of a demo do not wait for a real train. */
const seconds = 5;

/** Shows that the bot can write first: when the train leaves, `leaving` runs without a message of the person. */
export const reminderStory = (remind: Remind) =>
  reminder.handle({
    ask: askStations(reminder),

    run: async (turn, { from, to }) => {
      const [next] = nextDepartures(stationOf(from), stationOf(to), toLocalTime(turn.event.at), 1);
      if (next === undefined) return turn.switchTo(departures.link({ from, to }));
      const t = words(turn);
      const departs = formatTime(next.departs);
      const link = reminder.step("leaving", { from, to, departs });
      await turn.once("remind", () => remind(turn.conversationId, link, seconds * 1000));
      return text(t("reminder.set", { departs, from: stationOf(from).name, seconds }), {
        quickReplies: [{ label: t("label.menu"), to: hello.link() }],
      });
    },

    steps: {
      leaving: (turn, { from, to, departs }) => {
        const t = words(turn);
        return text(t("reminder.leaving", { departs, from: stationOf(from).name, to: stationOf(to).name }), {
          quickReplies: [
            { label: t("label.wayBack"), to: departures.link({ from: to, to: from }) },
            { label: t("label.menu"), to: hello.link() },
          ],
        });
      },
    },
  });
