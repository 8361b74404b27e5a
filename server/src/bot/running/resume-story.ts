import type { Link } from "#channel/link.ts";
import type { QuickReply } from "#channel/message.ts";
import type { QuickReplySpec } from "#bot/authoring/messages.ts";
import { dropLink, droppedText, resumeLink, type ResumptionChoice } from "./resumption.ts";
import { runFallback } from "./run-story.ts";
import type { StoryOutcome } from "./story-outcome.ts";
import { isAside } from "#bot/state/state-after.ts";
import { sayAll } from "./say-all.ts";
import { ruled } from "#bot/routing/story-rules.ts";
import type { StoryRun } from "./story-run.ts";
import { suspend } from "#bot/state/turn-draft.ts";

/** Asks the interrupted question again, in its own words, or lets it go. What is asked just now stays asked. */
export async function takeUpOrDrop(run: StoryRun, offer: ResumptionChoice): Promise<StoryOutcome> {
  const { draft } = run;
  const current =
    draft.current?.question !== undefined && draft.current.story === offer.story ? draft.current : undefined;
  // Tapped twice: it has been taken up, and is asked once more.
  const waiting = draft.suspended.find(({ story }) => story === offer.story) ?? (offer.wanted ? current : undefined);
  if (waiting?.question === undefined || ruled(run.bot, waiting.story, run.ruleOf) === undefined) {
    draft.question = draft.current?.question;
    await runFallback(run, "unknown_link");
    return { story: "fallback", outcome: "unknown_link" };
  }
  draft.suspended = draft.suspended.filter((each) => each !== waiting);
  const turn = run.turnFor(undefined);
  if (!offer.wanted) {
    draft.question = draft.current?.question;
    await turn.send(droppedText(turn.locale));
    return { story: waiting.story, outcome: "answered" };
  }
  const { question, offered: _, ...story } = waiting;
  const interrupted = draft.current;
  draft.current = story;
  suspend(draft, interrupted);
  draft.question = question;
  if (question.asked !== undefined) await turn.send(question.asked);
  return { story: story.story, outcome: "answered" };
}

/** Once the interrupting story has nothing to ask, the interrupted one is offered, one time. */
export async function offerToResume(run: StoryRun): Promise<void> {
  const { draft, bot } = run;
  const waiting = draft.suspended.at(-1);
  const { resumption } = bot;
  if (waiting === undefined || waiting.offered === true || draft.question !== undefined || resumption === undefined)
    return;
  // A person takes over, or something happened beside the conversation: this is no time to ask.
  if (draft.handover !== undefined || isAside(run.content)) return;
  if (ruled(bot, waiting.story, run.ruleOf) === undefined) {
    draft.suspended.pop();
    return;
  }
  waiting.offered = true;
  const turn = run.turnFor(undefined);
  const titles = bot.stories.get(waiting.story)?.title;
  const title = titles?.[turn.locale] ?? titles?.[turn.locale.split("-")[0] ?? ""];
  const links: { resume: Link; drop: Link } = { resume: resumeLink(waiting.story), drop: dropLink(waiting.story) };
  const alsoOffered = (run.last()?.quickReplies ?? []).map(toSpec);
  await sayAll(() => resumption(turn, { story: waiting.story, title, ...links, alsoOffered }), turn);
}

function toSpec(reply: QuickReply): QuickReplySpec {
  const icon = reply.imageUrl === undefined ? {} : { imageUrl: reply.imageUrl };
  if (reply.type === "postback") return { label: reply.label, to: reply.link, ...icon };
  return { label: reply.label, say: reply.text ?? reply.label, ...icon };
}
