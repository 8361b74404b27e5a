/**
 * The Causerie server: stories, connectors and the process that joins them.
 *
 * ```ts
 * import { createBot, defineConfig, story, web } from "@causerie/server";
 *
 * const hello = story("hello", { keywords: ["hello"] });
 * const bot = createBot({
 *   stories: [hello.handle(() => "Hello! How can I help?")],
 *   fallback: () => "Sorry, I did not understand.",
 * });
 *
 * export default defineConfig({ bot, connectors: [web({ origins: ["https://www.example.com"] })] });
 * ```
 * @module
 */
export { type Bot, createBot } from "./bot/authoring/create-bot.ts";
export type { BotOptions, Fallback, FallbackReason, FormOptions, HandoverPolicy } from "./bot/authoring/bot-options.ts";
export type { AskHandler, GiveUpHandler, Handler, HandlerResult } from "./bot/authoring/handler-types.ts";
export type { SpeechToText, VoiceMessage } from "./bot/authoring/speech-to-text.ts";
export type { SpeechSound, SpokenWords, TextToSpeech } from "./bot/authoring/text-to-speech.ts";
export type { Sendable } from "./bot/authoring/sendable.ts";
export {
  audio,
  badge,
  box,
  button,
  type ButtonSpec,
  caption,
  card,
  type CardSpec,
  carousel,
  chart,
  type ChartSpec,
  checkbox,
  type CheckboxOptions,
  type ChoiceOption,
  column,
  type ConsentFieldOptions,
  custom,
  type CustomOptions,
  type DateFieldOptions,
  divider,
  field,
  type FieldOptions,
  file,
  form,
  type FormSpec,
  heading,
  image,
  input,
  type InputOptions,
  list,
  type ListItemSpec,
  location,
  type MediaOptions,
  type MediaSource,
  type VideoOptions,
  type MessageOptions,
  panel,
  type PanelButtonOptions,
  type PanelContent,
  type PanelOptions,
  type QuickReplySpec,
  rating,
  type RatingOptions,
  row,
  spread,
  stream,
  type StreamedText,
  type StreamEnd,
  type StreamOptions,
  table,
  type TableSpec,
  text,
  type TextOptions,
  video,
} from "./bot/authoring/messages.ts";
export { intent, type Intent, type IntentRef, type IntentWords } from "./bot/authoring/intent.ts";
export type { Resumption, ResumptionOffer } from "./bot/running/resumption.ts";
export type { Ask, AskIssue, SlotCondition, SlotOptions, SlotSpec, SlotSpecs } from "./bot/authoring/slot.ts";
export { story, type Story, type StoryContract, type StoryDefinition, type StoryEvent } from "./bot/authoring/story.ts";
export type { StepOptions, StepSpec, StepSpecs } from "./bot/authoring/steps.ts";
export { type Corpus, readCorpus } from "./understanding/corpus/read-corpus.ts";
export type { StoryRule, StoryRules } from "./bot/routing/story-rules.ts";
export type { Progress } from "./bot/answering/progress-line.ts";
export type { CancelledForm, HandoverOptions, Turn } from "./bot/running/turn.ts";
export type { EventContent, InboundAttachment, InboundEvent } from "./channel/event.ts";
export type { Json } from "./channel/json.ts";
export type { Link } from "./channel/message/link.ts";
export type {
  BotMessage,
  Button,
  Captions,
  Card,
  Document,
  Footnote,
  FormField,
  ListItem,
  Media,
  NativeMessage,
  NativeOverrides,
  MapLocation,
  QuickReply,
  Rating,
  Reasoning,
  StoredFile,
} from "./channel/message/message.ts";
export type { Panel, PanelField, PanelPart } from "./channel/message/panel.ts";
export { type Choice, choicesOf, toPlainText } from "./channel/message/plain-text.ts";
export { type CauserieConfig, defineConfig } from "./config/config.ts";
export type { ConnectorDefinition } from "./channel/connector-definition.ts";
export { alexa, type AlexaDefinition, type AlexaOptions } from "./connectors/alexa/alexa.ts";
export { type AlexaMessage, alexaMessage } from "./connectors/alexa/answer/native.ts";
export { alloMedia, type AlloMediaOptions } from "./connectors/allo-media/allo-media.ts";
export { type AlloMediaMessage, alloMediaMessage } from "./connectors/allo-media/native.ts";
export { googleChat, type GoogleChatOptions } from "./connectors/google-chat/google-chat.ts";
export type { GoogleChatMessage } from "./connectors/google-chat/message.ts";
export { googleChatMessage } from "./connectors/google-chat/render/native.ts";
export { jambonz, type JambonzOptions } from "./connectors/jambonz/jambonz.ts";
export { jambonzMessage } from "./connectors/jambonz/native.ts";
export type { JambonzVerb } from "./connectors/jambonz/verbs.ts";
export type { CallMessage } from "./connectors/telephone/call-message.ts";
export { twilioVoiceMessage } from "./connectors/twilio-voice/native.ts";
export { twilioVoice, type TwilioVoiceOptions } from "./connectors/twilio-voice/twilio-voice.ts";
export { messengerKind, type MessengerKindOptions } from "./connectors/messenger/kind/messenger-kind.ts";
export { messenger, type MessengerOptions } from "./connectors/messenger/messenger.ts";
export { messengerPages, type MessengerPagesOptions } from "./connectors/messenger/pages.ts";
export type { MessengerProfile } from "./connectors/messenger/profile/profile.ts";
export {
  messengerControl,
  messengerMenu,
  messengerMessage,
  messengerReaction,
  messengerTemplate,
  messengerUnlink,
  messengerUtility,
} from "./connectors/messenger/render/native.ts";
export type { ControlCall } from "#connectors/messenger/send/person/person-call.ts";
export type { SendOptions, UtilityMessage } from "./connectors/messenger/send/send-call.ts";
export type { SendMessage, SendQuickReply, SendTemplate } from "./connectors/messenger/send/send-api.ts";
export { whatsappKind, type WhatsAppKindOptions } from "./connectors/whatsapp/kind/whatsapp-kind.ts";
export type { LateTemplate } from "./connectors/whatsapp/options.ts";
export { whatsappMessage, whatsappReaction, whatsappTemplate } from "./connectors/whatsapp/render/native.ts";
export type { CloudMessage, CloudTemplate } from "./connectors/whatsapp/send/message.ts";
export { whatsapp, type WhatsAppOptions } from "./connectors/whatsapp/whatsapp.ts";
export { mattermostKind, type MattermostServer } from "./connectors/mattermost/kind/mattermost-kind.ts";
export { mattermost, type MattermostOptions } from "./connectors/mattermost/mattermost.ts";
export type { MattermostMessage } from "./connectors/mattermost/post.ts";
export { mattermostMessage } from "./connectors/mattermost/render/native.ts";
export { appleMessages, type AppleMessagesOptions } from "./connectors/apple-messages/apple-messages.ts";
export { appleMessagesKind } from "./connectors/apple-messages/kind/apple-messages-kind.ts";
export type { AppleMessage } from "./connectors/apple-messages/message.ts";
export { appleMessage, appleTimePicker, type AppleTimePicker } from "./connectors/apple-messages/render/native.ts";
export { xKind } from "./connectors/x/kind/x-kind.ts";
export { x, type XOptions } from "./connectors/x/x.ts";
export { rocketChatKind, type RocketChatServer } from "./connectors/rocketchat/kind/rocketchat-kind.ts";
export type { RocketChatMessage } from "./connectors/rocketchat/message.ts";
export { rocketChatMessage } from "./connectors/rocketchat/render/native.ts";
export { rocketChat, type RocketChatOptions } from "./connectors/rocketchat/rocketchat.ts";
export { openai, type OpenAiOptions } from "./connectors/openai/openai.ts";
export type { SlackBlock, SlackMessage } from "./connectors/slack/block.ts";
export { slackMessage } from "./connectors/slack/render/native.ts";
export { slack, type SlackOptions } from "./connectors/slack/slack.ts";
export type { AdaptiveCard, TeamsAttachment, TeamsMessage } from "./connectors/teams/message.ts";
export { teamsMessage } from "./connectors/teams/render/native.ts";
export { teams, type TeamsOptions } from "./connectors/teams/teams.ts";
export { webMessage } from "./connectors/web/render/native.ts";
export { tockMessage } from "#connectors/web/tock/answer/native.ts";
export type { TockButton, TockCard, TockContent, TockFootnote } from "./connectors/web/tock/wire.ts";
export type { TockIdentity, TockOptions } from "./connectors/web/tock/options.ts";
export type { FileScanner, ScannedFile, ScanVerdict } from "./channel/host/file-scanner.ts";
export type { FileOptions, Quota } from "./connectors/web/files/options.ts";
export { web, type WebOptions } from "./connectors/web/web.ts";
export { type EspeakOptions, espeakTextToSpeech } from "./speech/espeak/espeak-text-to-speech.ts";
export { httpSpeechToText, type HttpSpeechToTextOptions } from "./speech/http/http-speech-to-text.ts";
export { httpTextToSpeech, type HttpTextToSpeechOptions } from "./speech/http/http-text-to-speech.ts";
export type { Sherpa } from "./speech/sherpa/load-sherpa.ts";
export { sherpaSpeechToText, type SherpaSpeechToTextOptions } from "./speech/sherpa/sherpa-speech-to-text.ts";
export { sherpaTextToSpeech, type SherpaTextToSpeechOptions } from "./speech/sherpa/sherpa-text-to-speech.ts";
export { ConfigError, RequestError, StoryError } from "./app/errors.ts";
export { DeliveryError, type DeliveryErrorKind, type DeliveryOutcome } from "./channel/delivery-error.ts";
export { type Catalogue, catalogue, type Listener, type Missing, type Say } from "./i18n/catalogue.ts";
export { detectLocale } from "./i18n/detect-locale.ts";
export { findProblems, type FindProblemsOptions } from "./i18n/find-problems.ts";
export type { Message, Messages, MessageVariants, TranslationOf, Wording } from "./i18n/message-types.ts";
export { describeProblem, type Problem } from "./i18n/problem.ts";
export { createRotation, type Rotation, type RotationState } from "./i18n/rotation.ts";
export {
  importTockLabels,
  type TockImport,
  type TockImportOptions,
  type TockWarning,
} from "./tock-import/labels/tock-labels.ts";
export { type LoadedTockBot, loadTockBot, type LoadTockOptions } from "./tock-import/running/load-tock-bot.ts";
export type { Logger, LogMethod, LogOutput } from "./app/logger.ts";
export type { Secret } from "./understanding/remote/credentials.ts";
export { dialogflow, type DialogflowOptions } from "./understanding/remote/services/dialogflow.ts";
export { rasa, type RasaOptions } from "./understanding/remote/services/rasa.ts";
export type { Embed } from "./understanding/embedding/embed.ts";
export type { EmbeddingOptions } from "./understanding/embedding/embedding-understander.ts";
export { httpEmbedding, type HttpEmbeddingOptions } from "./understanding/embedding/http-embedding.ts";
export { tockNlp, type TockNlpOptions } from "./understanding/remote/services/tock-nlp.ts";
export { UnderstandingError, type UnderstandingFailure } from "./understanding/remote/understanding-error.ts";
export { type FailureReport, type FallbackOptions, withFallback } from "./understanding/remote/with-fallback.ts";
export type { DateValue } from "./understanding/dates/value/date-value.ts";
export { date, type DateOptions } from "./understanding/entities/date.ts";
export { duration, type DurationOptions, type DurationValue } from "./understanding/entities/duration.ts";
export { email } from "./understanding/entities/email.ts";
export { number, type NumberOptions } from "./understanding/entities/number.ts";
export { type OneOf, oneOf } from "./understanding/entities/one-of.ts";
export { ordinal, type OrdinalOptions } from "./understanding/entities/ordinal.ts";
export { pattern } from "./understanding/entities/pattern.ts";
export type { DateWords } from "./understanding/dates/grammar/date-words.ts";
export type { Language } from "./understanding/languages/language.ts";
export type { NumberWords } from "./understanding/numbers/number-words.ts";
export { phone, type PhoneOptions } from "./understanding/entities/phone.ts";
export { url } from "./understanding/entities/url.ts";
export { yesNo, type YesNoOptions } from "./understanding/entities/yes-no.ts";
export type { YesNoWords } from "./understanding/entities/yes-no-words.ts";
export type { Entity, EntityContext, Found, KnownValue, Merged } from "./understanding/entities/entity.ts";
export type { FormCommand, FormWords, MoreFormWords } from "./understanding/forms/form-words.ts";
export type { Phrases } from "./understanding/keywords.ts";
export type {
  EntityMention,
  Example,
  Understander,
  Understanding,
  UnderstandingRequest,
} from "./understanding/understanding.ts";
export type { ConfirmRead, ConfirmReadOptions } from "./pipeline/notify/confirm-read.ts";
export type { NotifyOptions, NotifyResult } from "./pipeline/notify/notify.ts";
export type { Recipient } from "./pipeline/notify/recipient.ts";
export type { BotHost } from "./bot/bot-host.ts";
export type { Answer, Lease, NewDelivery, NewLogEvent } from "./conversation/turns.ts";
export type { BotRuntime } from "./pipeline/inbox/bot-runtime.ts";
export { type Backend, type Overrides, startBackend, type RunningServer, startServer } from "./app/starting.ts";
export type {
  OtherProcesses,
  RemoteBot,
  RemoteBotHost,
  RemoteQuestion,
  RunningRemoteBot,
} from "./bot/authoring/remote-bot.ts";
export { tockBot, type TockBotOptions, type Translations } from "./tock-bots/tock-bot.ts";
