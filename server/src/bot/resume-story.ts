import { dropLink, droppedText, resumeLink } from "./resumption.ts";
import type { StoryOutcome, StoryRun } from "./run-story.ts";
import { sayAll } from "./say-all.ts";

/** Asks the interrupted question again, in its own words, or lets it go. */
export async function takeUpOrDrop(run: StoryRun, wanted: boolean): Promise<StoryOutcome> {
  const { draft } = run;
  const turn = run.turnFor(undefined);
  const waiting = draft.suspended.pop();
  if (waiting?.question === undefined) {
    await sayAll(() => run.bot.fallback(turn, "unknown_link"), turn);
    return { story: "fallback", outcome: "unknown_link" };
  }
  const { question, offered: _, ...story } = waiting;
  if (!wanted) {
    await turn.send(droppedText(turn.locale));
    return { story: story.story, outcome: "answered" };
  }
  draft.current = story;
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
  waiting.offered = true;
  const turn = run.turnFor(undefined);
  const titles = bot.stories.get(waiting.story)?.title;
  const title = titles?.[turn.locale] ?? titles?.[turn.locale.split("-")[0] ?? ""];
  await sayAll(() => resumption(turn, { story: waiting.story, title, resume: resumeLink, drop: dropLink }), turn);
}
