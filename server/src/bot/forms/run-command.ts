import type { StoryState } from "#conversation/conversation.ts";
import type { FormCommand } from "#understanding/forms/form-words.ts";
import type { Candidate, StoryPick } from "#bot/routing/candidate.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import { callHandler } from "#bot/running/call-handler.ts";
import { runGuarded, runStory } from "#bot/running/run-story.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import type { StoryRun } from "#bot/running/story-run.ts";
import type { Turn } from "#bot/running/turn.ts";
import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import { knownValues } from "./known-values.ts";
import { leaveForm } from "./leave-form.ts";
import { react } from "./react-to-left.ts";
import { titleOf } from "./slot-names.ts";

type CommandPick = Extract<StoryPick, { type: "command" }>;

/** Does what the person asks of the form that waits: to leave it, to begin it anew, to go back, to sum up. */
export async function runCommand(run: StoryRun, pick: CommandPick): Promise<StoryOutcome> {
  const form = findForm(run, pick.story.id);
  if (form === undefined) return { story: pick.story.id, outcome: "not_understood" };
  const { story } = pick;
  const commands: Record<FormCommand, () => Promise<StoryOutcome>> = {
    cancel: () => cancel(run, pick, form),
    startOver: () => startOver(run, story, form),
    goBack: () => goBack(run, story, form),
    recap: () => recap(run, story, form),
  };
  return commands[pick.command]();
}

function findForm({ pending }: StoryRun, id: string): StoryState | undefined {
  return pending.current?.story === id ? pending.current : pending.suspended.find(({ story }) => story === id);
}

/** A story or step of the author's that claims the words answers, else the form's `onCancel`, else the bot itself. */
async function cancel(run: StoryRun, { story, candidates }: CommandPick, form: StoryState): Promise<StoryOutcome> {
  if (candidates.length === 0) return leaveAndReact(run, story, form);
  const outcome = await runStory(run, { type: "story", candidates, otherwise: "not_understood" });
  const after = findForm(run, story.id);
  // The answer may ask whether the person is sure: then it leaves the form itself, or it does not.
  const isLeft = outcome.outcome !== "answered" || run.left.length > 0 || run.pending.question !== undefined;
  if (isLeft || after === undefined) return outcome;
  leaveForm(run.pending, after);
  return outcome;
}

/** Once the form is left it stays left, also when its reaction fails or leads to another story. */
async function leaveAndReact(run: StoryRun, story: StoryDefinition, state: StoryState): Promise<StoryOutcome> {
  leaveForm(run.pending, state);
  const left = { state, hasReacted: false };
  run.left.push(left);
  let target: Candidate | undefined;
  const outcome = await runGuarded(run, { story: story.id }, async () => {
    target = await react(run, story, left);
    const turn = run.turnFor(story);
    if (target === undefined && run.messageCount() === 0)
      await turn.send(sentencesFor(turn.locale).cancelled(titleOfStory(rootStory(run, story, state), turn)));
  });
  return target === undefined || outcome.outcome !== "answered" ? outcome : answer(run, target);
}

async function startOver(run: StoryRun, story: StoryDefinition, form: StoryState): Promise<StoryOutcome> {
  leaveForm(run.pending, form);
  const turn = run.turnFor(undefined);
  await turn.send(sentencesFor(turn.locale).startedOver);
  return answer(run, { story, params: { ...form.params }, slots: {}, begins: true, ignoresWords: true });
}

async function goBack(run: StoryRun, story: StoryDefinition, form: StoryState): Promise<StoryOutcome> {
  const { asked = [], question } = form;
  const open = question?.slot;
  const before = asked.slice(0, open === undefined ? undefined : asked.indexOf(open));
  const previous = before.at(-1);
  const { [previous ?? ""]: _, ...slots } = form.slots;
  const back = previous ?? open;
  if (back === undefined) return recap(run, story, form);
  if (previous === undefined) {
    const turn = run.turnFor(undefined);
    await turn.send(sentencesFor(turn.locale).firstQuestion);
  }
  form.asked = before.slice(0, -1);
  return answer(run, { story, params: { ...form.params }, slots, askFirst: { slot: back }, ignoresWords: true });
}

/** Repeats what the form knows, and then its question, or its summary. */
async function recap(run: StoryRun, story: StoryDefinition, form: StoryState): Promise<StoryOutcome> {
  const { question } = form;
  if (question === undefined)
    return answer(run, { story, params: { ...form.params }, slots: form.slots, ignoresWords: true });
  return runGuarded(run, { story: story.id }, async () => {
    const turn = run.turnFor(story);
    const { recap: own } = story;
    const values = own === undefined ? {} : await knownValues(run, story, form);
    if (own !== undefined) await callHandler(() => own(turn, values), turn);
    if (run.messageCount() === 0) await turn.send(summaryOf(run, story, form, turn));
    if (question.asked !== undefined) await turn.send(question.asked);
    run.pending.question = question;
  });
}

function answer(run: StoryRun, candidate: Candidate): Promise<StoryOutcome> {
  return runStory(run, { type: "story", candidates: [candidate], otherwise: "not_understood" });
}

function summaryOf(run: StoryRun, story: StoryDefinition, form: StoryState, { locale }: Turn): string {
  const { soFar, nothingSoFar } = sentencesFor(locale);
  const entries = entriesOf(run, story, form, locale);
  return entries.length === 0 ? nothingSoFar : soFar(entries);
}

/** For the person, a story that was called is a part of the one that called it. */
function entriesOf(
  run: StoryRun,
  story: StoryDefinition,
  { slots, words = {}, caller }: StoryState,
  locale: string,
): { title: string; words: string }[] {
  const calling = run.bot.stories.get(caller?.story ?? "");
  const before = caller === undefined || calling === undefined ? [] : entriesOf(run, calling, caller, locale);
  const own = story.slots
    .filter(({ name }) => Object.hasOwn(slots, name))
    .map((slot) => ({ title: titleOf(slot, locale), words: words[slot.name] ?? JSON.stringify(slots[slot.name]) }));
  return [...before, ...own];
}

/** The story that nobody has called: it is left together with those that it has called. */
function rootStory(run: StoryRun, story: StoryDefinition, { caller }: StoryState): StoryDefinition {
  const calling = run.bot.stories.get(caller?.story ?? "");
  return caller === undefined || calling === undefined ? story : rootStory(run, calling, caller);
}

function titleOfStory({ title }: StoryDefinition, { locale }: Turn): string | undefined {
  return title?.[locale] ?? title?.[locale.split("-")[0] ?? ""];
}
