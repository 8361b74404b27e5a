/**
 * The React library: `<Chat/>` for a finished chat; `ChatProvider`, hooks and parts to build your own.
 * @module
 */
export { createChat } from "./chat/create-chat.ts";
export type { ChatOptions } from "./chat/options.ts";
export type {
  Chat as ChatCore,
  ChatEvents,
  ChatState,
  Connection,
  Entry,
  MessageEntry,
  Opinion,
  OpinionDetails,
  Replaces,
  SendState,
  StopState,
  TransportName,
  VisitorEntry,
} from "./chat/chat.ts";
export { Chat, type ChatProps } from "./react/Chat.tsx";
export { ChatProvider, type ChatProviderProps } from "./react/ChatProvider.tsx";
export type { ChatSource } from "./react/hooks/use-own-chat.ts";
export { useChat, useChatState, useConnection, useEntries, useUnread } from "./react/hooks/use-chat.ts";
export { type StopControl, useStop } from "./react/hooks/use-stop.ts";
export { type ComposerState, useComposer } from "./react/hooks/use-composer.ts";
export { type Texts, useText } from "./react/text.ts";
export type {
  AvatarRendererProps,
  ButtonRendererProps,
  Drawn,
  ErrorRendererProps,
  FilesRendererProps,
  ImageRendererProps,
  Renderer,
  RendererProps,
  Renderers,
  SourcesRendererProps,
  TextRendererProps,
  TypingRendererProps,
} from "./react/extras/renderers.ts";
export { Announcer, UnreadAnnouncer } from "./react/parts/Announcer.tsx";
export { Bubble } from "./react/message/Bubble.tsx";
export { Button, Buttons, Card, Carousel, Media, type PartOptions } from "./react/message/StandingParts.tsx";
export type { ComposerAction, ComposerField, FeatureSettings, Starter } from "./react/seams/feature-settings.ts";
export type { ActedOn } from "./react/message/WithAction.tsx";
export { Composer } from "./react/parts/Composer.tsx";
export { ConnectionNotice } from "./react/parts/ConnectionNotice.tsx";
export { Header } from "./react/parts/Header.tsx";
export { Launcher, type LauncherProps } from "./react/parts/Launcher.tsx";
export { Message, type MessageProps } from "./react/message/Message.tsx";
export { Panel, type PanelMode, type PanelProps } from "./react/parts/Panel.tsx";
export { QuickReplies } from "./react/parts/QuickReplies.tsx";
export { PlainText, RichText } from "./react/message/rich-text/RichText.tsx";
export { Thread } from "./react/parts/Thread.tsx";
export { TypingIndicator } from "./react/parts/TypingIndicator.tsx";
export { createTranslate, en, type Strings, type Translate } from "./i18n/strings.ts";
