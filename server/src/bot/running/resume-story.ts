import type { Link } from "#channel/message/link.ts";
import type { QuickReply } from "#channel/message/message.ts";
import type { QuickReplySpec } from "#bot/authoring/messages.ts";
import { dropLink, readResumption, resumeLink, type ResumptionChoice } from "./resumption.ts";
import { StorySwitch } from "./switch-story.ts";
import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import { runFallback } from "./run-story.ts";
import type { StoryOutcome } from "./story-outcome.ts";
import { isAside } from "#bot/state/state-after-turn.ts";
import { callHandler } from "./call-handler.ts";
import { findStory } from "#bot/routing/story-rules.ts";
import type { StoryRun } from "./story-run.ts";
import { suspendStory } from "#bot/state/pending-state.ts";

/** Asks the interrupted question again, in the same words, or drops it. A question that is open now stays open. */
export async function resumeOrDrop(run: StoryRun, offer: ResumptionChoice): Promise<StoryOutcome> {
  const { pending } = run;
  if (!offer.wanted && offer.story === "") return declineWish(run);
  const current =
    pending.current?.question !== undefined && pending.current.story === offer.story ? pending.current : undefined;
  // After a second tap the story is the current one already; its question is asked once more.
  const waiting = pending.suspended.find(({ story }) => story === offer.story) ?? (offer.wanted ? current : undefined);
  if (waiting?.question === undefined || findStory(run.bot, waiting.story, run.ruleOf) === undefined) {
    pending.question = pending.current?.question;
    await runFallback(run, "unknown_link");
    return { story: "fallback", outcome: "unknown_link" };
  }
  pending.suspended = pending.suspended.filter((each) => each !== waiting);
  const turn = run.turnFor(undefined);
  if (!offer.wanted) {
    pending.question = pending.current?.question;
    await turn.send(sentencesFor(turn.locale).dropped);
    return { story: waiting.story, outcome: "answered" };
  }
  const { question, offered: _, ...story } = waiting;
  const interrupted = pending.current;
  pending.current = story;
  suspendStory(pending, interrupted);
  pending.question = question;
  if (question.asked !== undefined) await turn.send(question.asked);
  return { story: story.story, outcome: "answered" };
}

/** The person does not want what was offered; nothing waits for it. */
async function declineWish(run: StoryRun): Promise<StoryOutcome> {
  run.pending.question = run.pending.current?.question;
  const turn = run.turnFor(undefined);
  await turn.send(sentencesFor(turn.locale).dropped);
  return { story: run.pending.current?.story ?? "", outcome: "answered" };
}

/** Offers the interrupted story, one time, once the interrupting story has nothing more to ask. */
export async function offerToResume(run: StoryRun): Promise<void> {
  const { pending, bot } = run;
  const waiting = pending.suspended.at(-1);
  const { resumption } = bot;
  if (waiting === undefined || waiting.offered === true || pending.question !== undefined || resumption === undefined)
    return;
  // An offer would disturb when a person takes over, or when this happened beside the conversation.
  if (pending.handover !== undefined || isAside(run.content)) return;
  if (findStory(bot, waiting.story, run.ruleOf) === undefined) {
    pending.suspended.pop();
    return;
  }
  waiting.offered = true;
  const turn = run.turnFor(undefined);
  const titles = bot.stories.get(waiting.story)?.title;
  const title = titles?.[turn.locale] ?? titles?.[turn.locale.split("-")[0] ?? ""];
  const links: { resume: Link; drop: Link } = { resume: resumeLink(waiting.story), drop: dropLink(waiting.story) };
  const alsoOffered = (run.lastMessage()?.quickReplies ?? []).map(toSpec);
  try {
    await callHandler(() => resumption(turn, { story: waiting.story, title, ...links, alsoOffered }), turn);
  } catch (error) {
    // Without asking, the bot itself goes on or drops the story.
    const choice = error instanceof StorySwitch ? readResumption(error.link) : undefined;
    if (choice === undefined) throw error;
    await chooseFor(run, choice);
  }
}

/** The same as a choice of the person, without the words that answer one. */
async function chooseFor(run: StoryRun, { story, wanted }: ResumptionChoice): Promise<void> {
  if (wanted) await resumeOrDrop(run, { story, wanted });
  else run.pending.suspended = run.pending.suspended.filter((each) => each.story !== story);
}

export function toSpec(reply: QuickReply): QuickReplySpec {
  const icon = reply.imageUrl === undefined ? {} : { imageUrl: reply.imageUrl };
  if (reply.type === "postback") return { label: reply.label, to: reply.link, ...icon };
  if (reply.type === "location") return { label: reply.label, share: "location", ...icon };
  return { label: reply.label, say: reply.text ?? reply.label, ...icon };
}
