import type { EventContent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { StoryState } from "#conversation/conversation.ts";
import type { Range } from "#understanding/text/range.ts";
import type { Said } from "#bot/forms/said.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { EntityContext } from "#understanding/entities/entity.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { FindRule } from "#bot/routing/story-rules.ts";
import type { PendingState } from "#bot/state/pending-state.ts";
import type { StoryPosition } from "./story-outcome.ts";
import type { Turn } from "./turn.ts";

/** A form that was left, and whether its `onCancel` has run. */
export type LeftForm = { state: StoryState; hasReacted: boolean };

/** What all stories that run in one turn share. */
export interface StoryRun {
  readonly bot: Bot;
  readonly ruleOf: FindRule;
  /** What the person did. A typed choice counts as the tap that it stands for. */
  readonly content: EventContent;
  readonly understanding: Understanding;
  /** The words of the person; undefined for an event without words. */
  readonly said: Said | undefined;
  readonly context: EntityContext;
  readonly pending: PendingState;
  /** Its time begins now. `story` undefined: the turn of the fallback, or of the bot itself. */
  turnFor(story: StoryDefinition | undefined): Turn;
  /** Messages so far in this turn. */
  messageCount(): number;
  /** The newest of them. */
  lastMessage(): BotMessage | undefined;
  /** Resolves when all that was sent is part of the answer, or has failed; also what the handler did not await. */
  allSent(): Promise<void>;
  /** Where the turn is now: the story that ran last; undefined if none has. */
  position: StoryPosition | undefined;
  /** The forms that a handler has left in this turn. */
  readonly left: LeftForm[];
  /** The value that the story gives to its caller. */
  readonly returned: { value?: Json };
  /** The parts of the person's words that a story of this turn has used. */
  readonly spent: Range[];
  /** A failed story leaves nothing behind except its messages: the pending state is that from before the turn. */
  discardChanges(): void;
  /** A broken-off story keeps what it has changed so far; what it changes from now on has no effect. */
  freezeChanges(): void;
  /** Aborts when the server stops and cannot wait. */
  readonly stopping: AbortSignal;
}
