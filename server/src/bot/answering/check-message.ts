import { describeIssues, findMetadataProblem, messageSchema, parseReasoning } from "@causerie/protocol";
import * as v from "valibot";
import type { BotMessage } from "#channel/message/message.ts";
import { AuthorError } from "#app/errors.ts";
import { problemOfPanel } from "#bot/authoring/panels/panel.ts";

/** @throws AuthorError for an object that is no valid message. Later, nobody would know which handler it came from. */
export function checkMessage(message: BotMessage): void {
  const read = v.safeParse(messageSchema, asShown(message));
  if (!read.success)
    throw new AuthorError(
      `a handler said something that is no message: ${describeIssues(read.issues)}; use the builders`,
    );
  if (message.type === "text" && message.reasoning !== undefined && parseReasoning(message.reasoning) === undefined)
    throw new AuthorError("a handler said something that is no message: reasoning: expected { text, seconds? }");
  const metadata = message.metadata === undefined ? undefined : findMetadataProblem(message.metadata);
  if (metadata !== undefined)
    throw new AuthorError(`a handler said something that is no message: metadata: ${metadata}`);
  const problem = message.type === "panel" ? problemOfPanel(message.panel) : undefined;
  if (problem !== undefined) throw new AuthorError(`a handler said a panel that is none: ${problem}; use the builders`);
}

const storedFileSchema = v.object({
  blob: v.pipe(v.string(), v.regex(/^sha256-[\w-]{43}$/, "use what turn.keepFile has given")),
  name: v.string(),
  mediaType: v.string(),
  bytes: v.number(),
});

/** A page gets a file of the store by an address. @throws AuthorError for what was not kept */
function asShown(message: BotMessage): unknown {
  if (message.type !== "media" || message.media.file === undefined) return message;
  const { file, ...rest } = message.media;
  const read = v.safeParse(storedFileSchema, file);
  if (!read.success) throw new AuthorError(`a handler said a file that is none: ${describeIssues(read.issues)}`);
  return { ...message, media: { ...rest, url: "" } };
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
