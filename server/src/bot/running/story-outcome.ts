import type { StoryError } from "#app/errors.ts";
import type { FallbackReason } from "#bot/authoring/bot-options.ts";

/** A story, or one of its steps. */
export type StoryPosition = { story: string; step?: string };

/** What became of an event: for the log line of the turn, and for the program that sent a notification. */
export type StoryOutcome = StoryPosition & {
  outcome: "answered" | FallbackReason | "unhandled" | "paused" | "repeated" | "stopped" | "superseded" | "blocked";
  /** The story has said itself that it cannot go on without a slot. */
  gaveUp?: true;
  error?: StoryError;
  /** Why a notification was not let through. */
  blocked?: string;
};
