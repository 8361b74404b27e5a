import { buttonsOf } from "#parse/content.ts";
import type { Button } from "#parse/content.ts";
import type { OfferedReply } from "./conversation-view.ts";
import type { Thread } from "./thread.ts";

/** The quick reply a person means: by its title, or by its place counted from 0. Only what is offered now can be tapped. */
export function pickQuickReply(offered: readonly OfferedReply[], titleOrIndex: string | number): OfferedReply {
  const picked =
    typeof titleOrIndex === "number"
      ? offered[titleOrIndex]
      : offered.find((candidate) => candidate.title === titleOrIndex);
  if (picked === undefined) {
    throw new Error(`The newest message offers no quick reply ${titleOrIndex}, only: ${listTitles(offered)}`);
  }
  return picked;
}

/** The button a person means: unlike quick replies, buttons stay. The newest one with this title wins. */
export function pickButton(thread: Thread, title: string, payload?: string): Button {
  const buttons = thread.bubbles.flatMap((bubble) => buttonsOf(bubble.content)).reverse();
  const picked = buttons.find(
    (candidate) =>
      candidate.title === title && (payload === undefined || ("payload" in candidate && candidate.payload === payload)),
  );
  if (picked === undefined) {
    throw new Error(`No button "${title}" in the conversation, only: ${listTitles(buttons)}`);
  }
  return picked;
}

function listTitles(choices: readonly { title: string }[]): string {
  return choices.length === 0 ? "none" : choices.map(({ title }) => `"${title}"`).join(", ");
}
