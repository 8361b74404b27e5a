import { text } from "@causerie/server";
import { dayBefore } from "#railway/day-names.ts";
import { toLocalTime } from "#railway/local-time.ts";
import { openingAt } from "#railway/opening-hours.ts";
import { helpline } from "#railway/railway.ts";
import { back, person } from "./contracts.ts";
import { menu } from "./menu.ts";
import { words } from "./words.ts";

/** Long enough to try it, short enough for a visitor of a demo not to believe the bot is broken. */
const silentMinutes = 2;

/** Hands over to a person while there is one; otherwise says when there will be. */
export const personStory = person.handle((turn) => {
  const t = words(turn);
  const { telephone, hours } = helpline;
  const opening = openingAt(hours, toLocalTime(turn.event.at));
  if (opening.type === "closed") {
    const when = dayBefore(opening, turn.locale);
    return text(t("person.closed", { telephone, when, opens: opening.opens }), { quickReplies: menu(t) });
  }
  turn.handover({ forMs: silentMinutes * 60_000 });
  return text(t("person.open", { telephone, until: opening.until, minutes: silentMinutes }), {
    quickReplies: [{ label: t("label.back"), to: back.link() }],
  });
});
