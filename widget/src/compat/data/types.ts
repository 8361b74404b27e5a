/** The data of tock-react-kit 23.9, by its names. */

export type QuickReplyData = {
  label: string;
  payload?: string | undefined;
  /** Sent in place of the label, where there is no payload. */
  nlpText?: string | undefined;
  imageUrl?: string | undefined;
};

export type PostBackButtonData = {
  label: string;
  payload?: string | undefined;
  imageUrl?: string | undefined;
  style?: string | undefined;
};

export type UrlButtonData = {
  label: string;
  url: string;
  imageUrl?: string | undefined;
  target?: string | undefined;
  windowFeatures?: string | undefined;
  style?: string | undefined;
};

export type ButtonData = QuickReplyData | PostBackButtonData | UrlButtonData;

type MessageBase = {
  alreadyDisplayed?: boolean | undefined;
  metadata?: Record<string, string> | undefined;
};

/** `message`: of the bot as HTML, of which bold, italic, links, lists and new lines are drawn. */
export type TextMessageData = MessageBase & {
  type: "message";
  author: "bot" | "user";
  message: string;
  buttons?: ButtonData[] | undefined;
};

export type CardData = MessageBase & {
  type: "card";
  title: string;
  subTitle?: string | undefined;
  imageUrl?: string | undefined;
  imageAlternative?: string | undefined;
  buttons?: ButtonData[] | undefined;
};

export type CarouselData = MessageBase & { type: "carousel"; cards: CardData[] };

export type WidgetPayload = { type: string; data: Record<string, unknown> };

export type WidgetData = MessageBase & { type: "widget"; widgetData: WidgetPayload };

export type ImageData = MessageBase & {
  type: "image";
  title: string;
  url?: string | undefined;
  alternative?: string | undefined;
};

export type MessageData = TextMessageData | CardData | CarouselData | WidgetData | ImageData;

export type TockHistoryData = {
  readonly messages: MessageData[];
  readonly quickReplies: QuickReplyData[];
};
