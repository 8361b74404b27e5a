import type { StoryState } from "#conversation/conversation.ts";
import { saysOnly } from "#understanding/forms/rest-of.ts";
import type { EntityContext } from "#understanding/entities/entity.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import { fillSlots } from "./fill-slots.ts";
import { isCorrection, type Said } from "./said.ts";

/** Words beside a correction that name what is counted: "make it three people". */
const mostUnits = 1;

/**
 * "No, three please" while a story asks that another one has called: for the person both are one form, so a slot of the caller
 * may be meant. Undefined: the words correct nothing there, or say more than that.
 */
export async function correctCaller(
  bot: Bot,
  { caller }: Pick<StoryState, "caller">,
  said: Said,
  context: EntityContext,
): Promise<NonNullable<StoryState["caller"]> | undefined> {
  const story = bot.stories.get(caller?.story ?? "");
  if (caller === undefined || story === undefined || !isCorrection(said)) return undefined;
  // A correction changes what is known; it fills no slot that is still open.
  const known = story.slots.filter(({ name }) => Object.hasOwn(caller.slots, name));
  const { memory, words, hasProgress, spent } = await fillSlots(known, {
    params: {},
    said,
    asked: undefined,
    waits: true,
    askFirst: undefined,
    memory: caller.slots,
    words: caller.words ?? {},
    newest: caller.asked?.at(-1),
    context,
  });
  const markers = [...said.markers, ...said.refused];
  if (hasProgress && saysOnly(said.meant, { mentions: spent, known: markers, mostAfter: mostUnits }))
    return { ...caller, slots: memory, words };
  const further = await correctCaller(bot, caller, said, context);
  return further === undefined ? undefined : { ...caller, caller: further };
}
