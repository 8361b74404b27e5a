import type { EventContent } from "#channel/event.ts";

/** Kinds of event that a contract can name. Taps and texts need none: a link or a meaning leads to the story. */
export type StoryEvent = Exclude<
  EventContent["type"],
  "text" | "postback" | "notification" | "overheard" | "team_read" | "team"
>;
