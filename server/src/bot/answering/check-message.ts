import { describeIssues, messageSchema, parseReasoning } from "@causerie/protocol";
import * as v from "valibot";
import type { BotMessage } from "#channel/message/message.ts";
import { AuthorError } from "#app/errors.ts";
import { problemOfPanel } from "#bot/authoring/panels/panel.ts";

/** @throws AuthorError for an object that is no valid message. Later, nobody would know which handler it came from. */
export function checkMessage(message: BotMessage): void {
  const read = v.safeParse(messageSchema, message);
  if (!read.success)
    throw new AuthorError(
      `a handler said something that is no message: ${describeIssues(read.issues)}; use the builders`,
    );
  if (message.type === "text" && message.reasoning !== undefined && parseReasoning(message.reasoning) === undefined)
    throw new AuthorError("a handler said something that is no message: reasoning: expected { text, seconds? }");
  const problem = message.type === "panel" ? problemOfPanel(message.panel) : undefined;
  if (problem !== undefined) throw new AuthorError(`a handler said a panel that is none: ${problem}; use the builders`);
}

/** Whether it is a text without words and without choices. */
export function saysNothing(message: BotMessage): boolean {
  return (
    message.type === "text" &&
    message.text.trim() === "" &&
    message.buttons.length === 0 &&
    message.quickReplies.length === 0 &&
    message.on === undefined
  );
}
