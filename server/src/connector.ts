/**
 * For authors of connectors: a channel that this package does not have. What a connector is, the parts that most of them
 * need, and the contract suite that they must pass. See docs/own-connector.md.
 *
 * ```ts
 * import { type ConnectorDefinition, webhook } from "@causerie/server/connector";
 * ```
 * @module
 */
export { type Address, type Alias, direct, type Identity } from "./channel/address.ts";
export type { KeptText, KeptTexts } from "./channel/host/kept-texts.ts";
export type { Blob, BlobInfo, BlobStore, KeptBlob } from "./channel/host/blob-store.ts";
export type {
  UploadBounds,
  UploadedFiles,
  UploadOutcome,
  Uploads,
  UploadState,
  UploadWish,
} from "./channel/host/uploads.ts";
export { type Capabilities, type ChoiceLimits, maySpeakFirst, type TextFormat } from "./channel/capabilities.ts";
export type {
  Connector,
  Delivery,
  DeliveryReceipt,
  DeliveryReport,
  LogConnector,
  Loss,
  PushConnector,
  Rendered,
} from "./channel/connector.ts";
export type {
  Availability,
  CheckContext,
  CheckResult,
  ConnectorDefinition,
  RunningConnector,
  SetupStep,
} from "./channel/connector-definition.ts";
export type { ConnectorHost, Reply, ReplyOptions, SaidEvent } from "./channel/host/connector-host.ts";
export { DeliveryError, type DeliveryErrorKind, type DeliveryOutcome, outcomes } from "./channel/delivery-error.ts";
export type { EventContent, InboundAttachment, InboundEvent } from "./channel/event.ts";
export type { HostedConnector, HostedRendering } from "./channel/host/hosted-connector.ts";
export type { Json } from "./channel/json.ts";
export { encodeLink, type Link, type LinkParams, type ParsedLink, parseLink } from "./channel/message/link.ts";
export type { LinkToken, ToToken } from "./channel/message/link-token.ts";
export { isOnMap, mapUrl } from "./channel/message/location.ts";
export type { Author, ConversationLog, Frame, LogBody, LogEvent, LogPosition, Watcher } from "./channel/log.ts";
export type {
  BotMessage,
  Button,
  Card,
  Footnote,
  FormField,
  ListItem,
  MapLocation,
  Media,
  StoredFile,
  Modifiers,
  NativeMessage,
  NativeOverrides,
  QuickReply,
} from "./channel/message/message.ts";
export type {
  AccountContext,
  AccountSource,
  ChannelKind,
  ChannelOptions,
  FoundAccount,
  FoundAccounts,
} from "./channel/channel-kind.ts";
export { findOptionProblems, type OptionSchema, type OptionsSchema } from "./channel/options-schema.ts";
export { type Choice, choicesOf, toPlainText } from "./channel/message/plain-text.ts";
export { isHmacOf, isSameSecret } from "./channel/kit/constant-time.ts";
export { decodeChoice, encodeChoice } from "./channel/kit/choice-code.ts";
export { readLog } from "./channel/kit/log-reader.ts";
export { parseJsonKeepingIds } from "./channel/kit/json-with-ids.ts";
export { parseRetryAfter } from "./channel/kit/retry-after.ts";
export { shorten } from "./channel/kit/shorten.ts";
export { escapeXml } from "./channel/kit/speech/escape-xml.ts";
export { fitSpeech, type SpeechBounds } from "./channel/kit/speech/fit-speech.ts";
export type { SaidLink } from "./channel/kit/speech/say-text.ts";
export { repromptOf, type SayingOptions, sayTurn, type TurnSpeech } from "./channel/kit/speech/say-turn.ts";
export { type SpeechWords, speechWordsFor } from "./channel/kit/speech/speech-words.ts";
export {
  SynchronousTurns,
  type SynchronousTurnsOptions,
  type TurnOutcome,
} from "./channel/kit/speech/synchronous-turns.ts";
export { splitText } from "./channel/kit/split-text.ts";
export { isWebUrl, webUrlOf } from "./channel/kit/web-url.ts";
export { type RawRequest, type RawResponse, webhook, type WebhookOptions } from "./channel/kit/webhook.ts";
export { RequestError } from "./app/errors.ts";
export type { Logger, LogMethod } from "./app/logger.ts";
export { connectorContract, type ContractCase } from "./testing/connector/contract.ts";
export type { ConnectorHarness, PushHarness, Verdict } from "./testing/connector/harness.ts";
export {
  type ConnectorTestHost,
  type ConnectorTestOptions,
  startConnectorTest,
  type TestAnswer,
} from "./testing/connector/connector-test-host.ts";
export { extremeMessages, messageWithChoices, ordinaryMessages } from "./testing/connector/sample-messages.ts";
