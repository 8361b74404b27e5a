import { text } from "@causerie/server";
import { dayBefore } from "#railway/day-names.ts";
import { toLocalTime } from "#railway/local-time.ts";
import { openingAt } from "#railway/opening-hours.ts";
import { helpline } from "#railway/railway.ts";
import { back, person } from "#bot/contracts.ts";
import { menu } from "./menu.ts";
import { words } from "#bot/words.ts";

/** Long enough to try a handover, short enough that visitors of the demo do not think the bot is broken. */
const handoverMinutes = 2;

/** Hands over to a person during the hours of the helpline; otherwise tells when it opens. */
export const personStory = person.handle((turn) => {
  const t = words(turn);
  const { telephone, hours } = helpline;
  const opening = openingAt(hours, toLocalTime(turn.event.at));
  if (opening.type === "closed") {
    const when = dayBefore(opening, turn.locale);
    return text(t("person.closed", { telephone, when, opens: opening.opens }), { quickReplies: menu(t) });
  }
  turn.handover({ forMs: handoverMinutes * 60_000 });
  return text(t("person.open", { telephone, until: opening.until, minutes: handoverMinutes }), {
    quickReplies: [{ label: t("label.back"), to: back.link() }],
  });
});

/** Ends the handover, because its contract says `resumesBot`. */
export const backStory = back.handle((turn) => {
  const t = words(turn);
  return text(t("back"), { quickReplies: menu(t) });
});
