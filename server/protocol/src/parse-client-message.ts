import * as v from "valibot";
import { clientMessageSchema, plainContents } from "./client-message.ts";
import { limits } from "./limits.ts";
import { fileToSendSchema } from "./sent-file.ts";

const plainText = plainContents[0].entries.text;

/** What a visitor sends, with its files looked at, too. */
export const checkedContentSchema = v.variant("type", [
  ...plainContents,
  v.object({
    type: v.literal("files"),
    files: v.pipe(
      v.array(fileToSendSchema),
      v.minLength(1, "must not be empty"),
      v.maxLength(limits.filesPerMessage, `must have at most ${limits.filesPerMessage} files`),
    ),
    text: v.exactOptional(plainText),
  }),
]);
export type CheckedContent = v.InferOutput<typeof checkedContentSchema>;

const checkedMessageSchema = v.object({ ...clientMessageSchema.entries, content: checkedContentSchema });
export type CheckedMessage = v.InferOutput<typeof checkedMessageSchema>;

const contentTypes: readonly string[] = checkedContentSchema.options.map(({ entries }) => entries.type.literal);

export type ParsedClientMessage =
  | { type: "ok"; message: CheckedMessage }
  /** A kind of content that only a newer server knows; answered with the code `unsupported`. */
  | { type: "unsupported"; contentType: string }
  | { type: "invalid"; detail: string };

export function parseClientMessage(input: unknown): ParsedClientMessage {
  const result = v.safeParse(checkedMessageSchema, input);
  if (result.success) return { type: "ok", message: result.output };
  const contentType = readContentType(input);
  if (contentType !== undefined && !contentTypes.includes(contentType))
    return { type: "unsupported", contentType: contentType.slice(0, 40) };
  return { type: "invalid", detail: describeIssues(result.issues) };
}

/** Names the fields and what is wrong with each; never the values, which may be what a person wrote. */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => {
      const path = v.getDotPath(issue) ?? "body";
      if (issue.received === "undefined") return `${path}: is missing`;
      // valibot's own messages quote the received value; those of our checks do not.
      return issue.kind === "schema" || issue.message.startsWith("Invalid")
        ? `${path}: expected ${issue.expected ?? issue.type}`
        : `${path}: ${issue.message}`;
    })
    .join("; ");
}

function readContentType(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("content" in input)) return undefined;
  const { content } = input;
  if (typeof content !== "object" || content === null || !("type" in content)) return undefined;
  return typeof content.type === "string" ? content.type : undefined;
}
