/**
 * The names of tock-react-kit 23.9 on the parts of this chat: a site moves by another import.
 * @module
 */
export type {
  ButtonData,
  CardData,
  CarouselData,
  ImageData,
  MessageData,
  PostBackButtonData,
  QuickReplyData,
  TextMessageData,
  TockHistoryData,
  UrlButtonData,
  WidgetData,
  WidgetPayload,
} from "./data/types.ts";
export { ThemeProvider, type ThemeProviderProps, useTheme } from "./look/ThemeProvider.tsx";
export { createTheme, type TockTheme, type TockThemeOptions } from "./look/theme.ts";
export { CardContainer, CardOuter, Container, Message, MessageContainer } from "./parts/boxes.tsx";
export { Chat, type ChatProps } from "./parts/Chat.tsx";
export { ChatInput, type ChatInputProps } from "./parts/ChatInput.tsx";
export { Conversation, type ConversationProps } from "./parts/Conversation.tsx";
export {
  Card,
  type CardProps,
  Carousel,
  Image,
  type ImageProps,
  InlineQuickReplyList,
  Loader,
  MessageBot,
  type MessageProps,
  MessageUser,
  PostbackButton,
  QuickReply,
  QuickReplyList,
  UrlButton,
} from "./parts/message-parts.tsx";
export { renderChat } from "./render-chat.tsx";
export { MessageMetadataContext, useImageRenderer, useMessageMetadata, useTextRenderer } from "./state/renderers.tsx";
export type {
  BaseButtonRendererProps,
  ButtonRenderers,
  ErrorRendererProps,
  ImageRenderers,
  LocalStorageSettings,
  NetworkSettings,
  PostInitContext,
  RendererSettings,
  TextRenderers,
  TockAccessibility,
  TockOptions,
  TockSettings,
} from "./state/settings.ts";
export { TockContext, type TockContextProps, useTockSettings } from "./state/TockContext.tsx";
export { useMessageCounter } from "./state/use-message-counter.ts";
export { useTock, type UseTock } from "./state/use-tock.ts";
