/**
 * A stand-in for Meta's Graph API on 127.0.0.1: it enforces Meta's limits, misbehaves as Meta does, posts signed webhooks and
 * keeps a journal. It proves that a connector obeys our reading of Meta's documentation, not that Meta behaves so.
 *
 * @example
 * await using graph = await startFakeGraph({
 *   apps: [{ appId: "1001", appSecret: "test-app-secret", verifyToken: "verify-me", webhookUrl: "http://127.0.0.1:3000/messenger" }],
 *   pages: [{ pageId: "2001", accessToken: "EAAB-page-token", appId: "1001" }],
 * });
 * const ana = graph.user("2001");
 * graph.failNext(1, { closeAfterAccept: true }, { path: "/messages" });
 * await ana.say("hello");                                          // posts a webhook to the server under test
 * await graph.waitFor(() => graph.sent(ana.psid).length === 1);    // which answers through graph.baseUrl
 * await ana.tapQuickReply("Yes");
 */
export { escapeUnicodeJson, sign } from "./webhook/signature.ts";
export type { Signature } from "./webhook/signature.ts";
export { FakeGraph, startFakeGraph } from "./fake-graph.ts";
export type { UserOptions } from "./fake-graph.ts";
export type { AdministratorOptions, AppOptions, ChaosOptions, FakeGraphOptions, PageOptions } from "./options.ts";
export { inboxAppId } from "./people/control.ts";
export type { TakeForm } from "./people/control.ts";
export { FakeUser } from "./people/user.ts";
export type { ActionResult, UserAttachmentType } from "./people/user.ts";
export type { ConversationView, OfferedReply } from "./people/conversation-view.ts";
export type { Bubble, SavedThread, UserProfile } from "./people/thread.ts";
export { buttonsOf } from "./parse/content.ts";
export type { Button, Card, Content, MediaSource, MediaType, QuickReply } from "./parse/content.ts";
export type { Fault, FaultMatch } from "./faults/fault.ts";
export type { FeedEvents, SentMessage, WebhookAnswer, WebhookAttempt } from "./webhook/feed.ts";
export type { JournalEntry, Outcome } from "./journal.ts";
export type { GraphErrorBody } from "./api/graph-error.ts";
export type { Receipt } from "./webhook/webhook-sender.ts";
export type { Usage } from "./faults/usage.ts";
export { limits } from "./parse/limits.ts";
export { parseSend } from "./parse/parse-send.ts";
