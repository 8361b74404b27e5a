/**
 * The wire contract between the Causerie widget (or any other client) and the server, version 1. Neither Node nor DOM.
 *
 * A client gets a {@link Session}, sends {@link ClientMessage}s and reads {@link LogEvent}s after a {@link Cursor}, by
 * long poll, SSE or Socket.IO: all three read the same log. It applies an event whose seq is the next one, passes over
 * what it has, and reads again from its cursor when it sees a gap.
 * @module
 */
export { type ClientContent, type ClientMessage, type SendResult } from "./client-message.ts";
export { clientContentSchema, clientMessageSchema, sendResultSchema } from "./client-message.ts";
export {
  type ConversationList,
  type ListedConversation,
  type NewConversation,
  type ReadMark,
} from "./conversation-list.ts";
export {
  conversationListSchema,
  listedConversationSchema,
  newConversationSchema,
  readMarkSchema,
} from "./conversation-list.ts";
export { type Cursor, formatCursor, parseCursor } from "./cursor.ts";
export { type ErrorCode, errorCodes, isRetryable } from "./error-code.ts";
export { type Frame, frameSchema, parseFrame } from "./frame.ts";
export { limits, protocolVersion } from "./limits.ts";
export {
  formatWindowFeatures,
  isLinkWindow,
  type LinkTarget,
  linkTargets,
  parseLinkTarget,
  parseWindowFeatures,
  windowLimits,
} from "./link-opening.ts";
export { type Author, type EventPage, type LogEvent, type Snapshot } from "./log-event.ts";
export { type LinkMark, linkMarkSchema, type LinkPreview, linkPreviewSchema } from "./link-preview.ts";
export { type LinkPreviewAnswer, linkPreviewAnswerSchema } from "./link-preview.ts";
export { eventPageSchema, logEventSchema, parseLogEvent, snapshotSchema } from "./log-event.ts";
export {
  type Button,
  type Captions,
  type Card,
  type Footnote,
  type FormField,
  type LinkWindow,
  type ListItem,
  type Media,
  type Message,
  type MapLocation,
  type OwnFile,
  type QuickReply,
} from "./message.ts";
export {
  buttonSchema,
  captionsSchema,
  cardSchema,
  documentSchema,
  footnoteSchema,
  type Rating,
  ratingName,
  ratingSchema,
  formFieldSchema,
  linkWindowSchema,
  listItemSchema,
  mediaSchema,
  ownFileSchema,
  messageSchema,
  locationSchema,
  quickReplySchema,
} from "./message.ts";
export { findMetadataProblem, type Metadata, metadataLimits, metadataSchema } from "./metadata.ts";
export { type CheckedContent, type CheckedMessage, type ParsedClientMessage } from "./parse-client-message.ts";
export { checkedContentSchema, describeIssues, parseClientMessage } from "./parse-client-message.ts";
export { type Panel, type PanelField, type PanelPart, type Tone } from "./panel.ts";
export { findPanelProblem, isTooDeep, panelFieldSchema, panelLimits, panelPartSchema, panelSchema } from "./panel.ts";
export { parsePanel } from "./panel.ts";
export { type ProgressStep, progressLimits, progressStepSchema, type Reasoning, reasoningSchema } from "./progress.ts";
export { parseProgressSteps, parseReasoning } from "./progress.ts";
export { type Problem, problemSchema, toProblem } from "./problem.ts";
export { type ProactiveRule, proactiveRuleSchema, type ProactiveRules, proactiveRulesSchema } from "./proactive.ts";
export { pushEndSchema, type PushEnd, pushKeySchema, type PushKey, type PushPayload } from "./push.ts";
export { pushRequestSchema, type PushRequest } from "./push.ts";
export { type SignInRefusal, signInProblemSchema, signInRefusals } from "./problem.ts";
export {
  type FileToSend,
  fileToSendSchema,
  type LoggedContent,
  loggedContentSchema,
  type SentFile,
  sentFileSchema,
} from "./sent-file.ts";
export {
  type EndSessionRequest,
  type RefreshRequest,
  type Session,
  type SignInRequest,
  type UnreadRequest,
  type UnreadResult,
} from "./session.ts";
export {
  endSessionRequestSchema,
  refreshRequestSchema,
  sessionSchema,
  signInRequestSchema,
  unreadRequestSchema,
  unreadResultSchema,
} from "./session.ts";
export {
  type ClientToServerEvents,
  type RenewAck,
  type SendAck,
  type ServerToClientEvents,
  type SocketAuth,
} from "./socket.ts";
export { socketAuthSchema } from "./socket.ts";
export { type ByeNotice, byeNoticeSchema, type ResyncNotice, resyncNoticeSchema } from "./stream-notice.ts";
export { type FileLink, type FileRefusal, type Upload, type UploadRequest, type UploadRules } from "./upload.ts";
export {
  fileLinkSchema,
  fileProblemSchema,
  fileRefusals,
  uploadRequestSchema,
  uploadRulesSchema,
  uploadSchema,
} from "./upload.ts";
