import * as v from "valibot";

/**
 * One of the visitor's conversations, as a list shows it. `last`: the newest words, with `role` `visitor` or that of their
 * author. Texts are shortened, and have no line breaks.
 */
export const listedConversationSchema = v.object({
  id: v.string(),
  /** What the visitor said first; missing as long as they have said nothing. */
  title: v.optional(v.string()),
  last: v.optional(v.object({ role: v.string(), name: v.optional(v.string()), text: v.string() })),
  /** When something happened in it last: milliseconds since 1970, by the server's clock. */
  at: v.number(),
  /** Messages that the visitor has not read, counted up to one page of events. */
  unread: v.number(),
  /** `messageId` of the first of them. */
  firstUnread: v.optional(v.string()),
});
export type ListedConversation = v.InferOutput<typeof listedConversationSchema>;

/** `GET …/conversations`: those in which something was said, the one that was active last first. */
export const conversationListSchema = v.object({ conversations: v.array(listedConversationSchema) });
export type ConversationList = v.InferOutput<typeof conversationListSchema>;

/** `POST …/conversations` begins another one. The session's token is good for it, too. */
export const newConversationSchema = v.object({ conversationId: v.string() });
export type NewConversation = v.InferOutput<typeof newConversationSchema>;

/**
 * `POST …/conversations/:id/read`: the visitor has seen everything up to this cursor. A mark never goes back, so it may come late or
 * twice.
 */
export const readMarkSchema = v.object({ cursor: v.pipe(v.string(), v.maxLength(64)) });
export type ReadMark = v.InferOutput<typeof readMarkSchema>;
