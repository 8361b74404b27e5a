import { text } from "#bot/authoring/messages.ts";
import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import { isAside } from "#bot/state/state-after-turn.ts";
import { toSpec } from "./resume-story.ts";
import { dropLink } from "./resumption.ts";
import type { StoryRun } from "./story-run.ts";

/**
 * Offers a second wish of one message, one time, once nothing is asked any more.
 * @returns whether it was offered.
 */
export async function offerWish(run: StoryRun): Promise<boolean> {
  const { pending } = run;
  if (pending.question !== undefined || pending.handover !== undefined || isAside(run.content)) return false;
  const wish = pending.wishes.shift();
  if (wish === undefined) return false;
  const turn = run.turnFor(undefined);
  const { alsoAsked, alsoYes, alsoNo } = sentencesFor(turn.locale);
  // Only the quick replies of the newest message are shown, so the offer repeats those before it.
  const before = (run.lastMessage()?.quickReplies ?? []).map(toSpec);
  const choices = [{ label: alsoYes, say: wish }, { label: alsoNo, to: dropLink("") }, ...before];
  await turn.send(text(alsoAsked(wish), { quickReplies: choices }));
  return true;
}
