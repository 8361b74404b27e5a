import type { EventContent } from "#channel/event.ts";
import type { BotMessage } from "#channel/message.ts";
import type { EntityContext } from "#understanding/entities/entity.ts";
import type { Understanding } from "#understanding/understanding.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { FindRule } from "#bot/routing/story-rules.ts";
import type { Turn } from "./turn.ts";
import type { TurnDraft } from "#bot/state/turn-draft.ts";

/** What all who speak in one turn have in common. */
export interface StoryRun {
  readonly bot: Bot;
  readonly ruleOf: FindRule;
  /** What the person did; a typed choice counts as the tap it stands for. */
  readonly content: EventContent;
  readonly understanding: Understanding;
  readonly context: EntityContext;
  readonly draft: TurnDraft;
  /** Under the story's own clock, which begins when it does. `story` undefined: the fallback's, or the bot's own. */
  turnFor(story: StoryDefinition | undefined): Turn;
  /** Messages said so far in this turn. */
  said(): number;
  /** The newest of them. */
  last(): BotMessage | undefined;
  /** Resolves when all that was sent has been said, also what nobody awaited. @throws what could not be said. */
  settled(): Promise<void>;
  /** Told of every story that begins to speak. */
  entered(place: { story: string; step?: string }): void;
  /** Where the turn is now: the story that ran last, or `first` if none has. */
  place(first: { story: string; step?: string }): { story: string; step?: string };
  /** A failed story leaves nothing behind but its words: a new draft, of the state before. */
  startOver(): void;
  /** A broken-off story keeps what it had done until then; what it still does is void. */
  keepSoFar(): void;
  /** Aborts when the server stops and cannot wait. */
  readonly stopping: AbortSignal;
}
