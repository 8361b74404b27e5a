import type { TrialAct, TrialChannel } from "@causerie/protocol/desk";
import type { SimulatedAnswer } from "#testing/answer.ts";
import type { SimulatedPerson } from "#testing/simulate.ts";

/** Nothing can be tapped there: people say what a choice is called. */
const hasWordsOnly = (channel: TrialChannel): boolean => channel === "text" || channel === "voice";

/**
 * Does in a simulated talk what the act says, as the channel allows it. @returns undefined for what nobody answers.
 * @throws Error when the person cannot do it there, e.g. fill in a form that is not on the screen.
 */
export async function performAct(
  person: SimulatedPerson,
  channel: TrialChannel,
  act: TrialAct,
): Promise<SimulatedAnswer | undefined> {
  switch (act.type) {
    case "open":
      return person.open();
    case "say":
      return person.say(act.text);
    case "tap":
      return hasWordsOnly(channel) ? person.say(act.label) : person.follow(act.link, act.label);
    case "submit":
      return channel === "web" ? person.submit(act.values) : person.tap(submitLabelOf(person));
    case "share":
      return person.share(act.latitude, act.longitude, act.title);
    case "refer":
      return person.refer(act.ref);
    case "rate":
      return person.rate(act.value);
    case "send":
      return person.act({ type: "channel_event", name: act.name, data: {} });
    case "wait":
      person.wait({ minutes: act.minutes });
      return undefined;
  }
}

/** Where no form can be shown, its button begins the questions. */
function submitLabelOf({ answers }: SimulatedPerson): string {
  const form = answers.at(-1)?.messages.findLast((message) => message.type === "form");
  if (form === undefined) throw new Error("the newest answer has no form");
  return form.submit.label;
}
