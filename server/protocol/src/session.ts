import * as v from "valibot";

/**
 * `POST …/session` mints an anonymous visitor; `POST …/session/refresh` renews it. The ids are the server's, inside
 * signed tokens: a client cannot choose who it is.
 */
export const sessionSchema = v.object({
  visitorId: v.string(),
  conversationId: v.string(),
  /** Bearer token for REST and SSE, and `auth.token` of Socket.IO. Short-lived. */
  token: v.string(),
  /** Milliseconds until `token` expires, counted from this answer: independent of the client's clock. */
  expiresInMs: v.number(),
  /** Renews the session; long-lived, replaced at each renewal. */
  refreshToken: v.string(),
});
export type Session = v.InferOutput<typeof sessionSchema>;

/**
 * `POST …/session` with the token of a signed-in person as bearer opens a session of that person; the same again renews it.
 * `refreshToken`: of the anonymous session that the page had before. It ends, and what was said in it is the person's.
 */
export const signInRequestSchema = v.object({ refreshToken: v.optional(v.pipe(v.string(), v.maxLength(4096))) });
export type SignInRequest = v.InferOutput<typeof signInRequestSchema>;

/**
 * `POST …/session/unread` asks whether the bot has said something after the cursor `since`, without opening the
 * conversation: a page asks before it loads a chat that its visitor has not opened.
 */
export const unreadRequestSchema = v.object({
  refreshToken: v.pipe(v.string(), v.maxLength(4096)),
  since: v.string(),
});
export type UnreadRequest = v.InferOutput<typeof unreadRequestSchema>;

/** `unread`: how many messages, counted up to one page of events. */
export const unreadResultSchema = v.object({ unread: v.number() });
export type UnreadResult = v.InferOutput<typeof unreadResultSchema>;

export const refreshRequestSchema = v.object({ refreshToken: v.pipe(v.string(), v.maxLength(4096)) });
export type RefreshRequest = v.InferOutput<typeof refreshRequestSchema>;

/**
 * `POST …/session/end` ends the session: its tokens are refused, and its connections are closed in all tabs. `forget`: what
 * was said is removed, too.
 */
export const endSessionRequestSchema = v.object({
  refreshToken: v.pipe(v.string(), v.maxLength(4096)),
  forget: v.optional(v.boolean(), false),
});
export type EndSessionRequest = v.InferInput<typeof endSessionRequestSchema>;
