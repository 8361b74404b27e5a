import type { Json } from "#channel/json.ts";
import type { StateBefore, StoryState } from "#conversation/conversation.ts";
import type { PendingState } from "#bot/state/pending-state.ts";

/** Makes the state as if the form had not begun. What is kept about the person stays. */
export function leaveForm(pending: PendingState, form: StoryState): void {
  const root = rootOf(form);
  if (pending.current === form) {
    pending.current = root.before?.current;
    pending.question = undefined;
  }
  pending.suspended = pending.suspended.filter((each) => each !== form);
  pending.wishes = pending.wishes.filter((wish) => form.wishes?.includes(wish) !== true);
  for (let each: StoryState | undefined = form; each !== undefined; each = each.caller)
    restore(pending.data, each.before);
}

/** The story that has called this one, and so on up to the one that nobody has called. */
function rootOf(form: StoryState): StoryState {
  return form.caller === undefined ? form : rootOf(form.caller);
}

function restore(data: Record<string, Json>, { data: changed = {} }: StateBefore = {}): void {
  for (const [name, { was }] of Object.entries(changed)) {
    if (was === undefined) delete data[name];
    else data[name] = was;
  }
}

/** What a story that begins finds: the subject before it, unless that one waits for an answer and is taken up again. */
export function beforeForm(interrupted: StoryState | undefined): StateBefore {
  if (interrupted === undefined || interrupted.question !== undefined) return {};
  const { before: _before, offered: _offered, ...current } = interrupted;
  return { current };
}

/** Keeps what a form has changed in the data of the conversation, as it was when the form changed it first. */
export function recordChanges(form: StoryState, before: Record<string, Json>, after: Record<string, Json>): void {
  if (form.before === undefined) return;
  const changed = { ...form.before.data };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (Object.hasOwn(changed, name) || JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    const was = before[name];
    changed[name] = was === undefined ? {} : { was };
  }
  if (Object.keys(changed).length > 0) form.before = { ...form.before, data: changed };
}
