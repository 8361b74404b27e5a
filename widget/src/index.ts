/**
 * The React library: `<Chat/>` for a finished chat; `ChatProvider`, hooks and parts to build your own.
 * @module
 */
export { createChat } from "#chat/create-chat.ts";
export type { ChatOptions } from "#chat/options.ts";
export type {
  Chat as ChatCore,
  ChatEvents,
  ChatState,
  Connection,
  Entry,
  MessageEntry,
  Opinion,
  SendState,
  StopState,
  TransportName,
  VisitorEntry,
} from "#chat/chat.ts";
export { Chat, type ChatProps } from "#react/Chat.tsx";
export { ChatProvider, type ChatProviderProps } from "#react/ChatProvider.tsx";
export type { ChatSource } from "#react/use-own-chat.ts";
export { useChat, useChatState, useConnection, useEntries, useUnread } from "#react/hooks.ts";
export { type StopControl, useStop } from "#react/use-stop.ts";
export { type ComposerState, useComposer } from "#react/use-composer.ts";
export { type Texts, useText } from "#react/text.ts";
export type { RendererProps, Renderers } from "#react/renderers.ts";
export { Announcer, UnreadAnnouncer } from "#react/Announcer.tsx";
export { Bubble } from "#react/Bubble.tsx";
export { Button, Buttons } from "#react/Buttons.tsx";
export { Card } from "#react/Card.tsx";
export { Carousel } from "#react/Carousel.tsx";
export { Composer } from "#react/Composer.tsx";
export { ConnectionNotice } from "#react/ConnectionNotice.tsx";
export { Header } from "#react/Header.tsx";
export { Launcher, type LauncherProps } from "#react/Launcher.tsx";
export { Media } from "#react/Media.tsx";
export { Message, type MessageProps } from "#react/Message.tsx";
export { Panel, type PanelMode, type PanelProps } from "#react/Panel.tsx";
export { QuickReplies } from "#react/QuickReplies.tsx";
export { PlainText, RichText } from "#react/rich-text/RichText.tsx";
export { Thread } from "#react/Thread.tsx";
export { TypingIndicator } from "#react/TypingIndicator.tsx";
export { createTranslate, en, fr, type Strings, type Translate } from "#i18n/strings.ts";
