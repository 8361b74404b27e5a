import type { ChatOptions } from "#chat/options.ts";
import type { Strings } from "#i18n/strings.ts";
import type { ComponentType, ReactNode } from "react";
import type { ButtonData, TockHistoryData } from "#compat/data/types.ts";

type Provider = () => Promise<Record<string, string>>;

/** How the chat talks to the server, once `createChat` knows more than one protocol. */
export type Protocol = ChatOptions extends { protocol?: infer Known } ? Known : never;

export type LocalStorageSettings = {
  prefix?: string | undefined;
  enableMessageHistory?: boolean | undefined;
  maxMessageCount?: number | undefined;
  /** Seconds; a negative number: for ever. */
  historyMaxAge?: number | undefined;
};

export type NetworkSettings = {
  disableSse?: boolean | undefined;
  /** Has no effect: a silent connection is found out and replaced. */
  retryOnPingTimeoutMs?: number | undefined;
  extraHeadersProvider?: Provider | undefined;
  // oxlint-disable-next-line typescript/no-redundant-type-constituents -- until `createChat` has the option
  protocol?: Protocol | undefined;
};

/** What a page's button may be drawn from. */
export type BaseButtonRendererProps = {
  buttonData: ButtonData;
  onClick: () => void;
  tabIndex: number;
  children?: ReactNode;
};
export type ImageRendererProps = { src?: string | undefined; alt?: string | undefined };
export type TextRendererProps = { text: string };
export type ErrorRendererProps = { message: string; retry: () => void };

export type ButtonRenderers = Partial<
  Record<"default" | "url" | "postback" | "quickReply", ComponentType<BaseButtonRendererProps>>
>;
export type ImageRenderers = Partial<
  Record<"default" | "standalone" | "card" | "buttonIcon", ComponentType<ImageRendererProps>>
>;
export type TextRenderers = Partial<
  Record<"default" | "html" | "htmlPhrase" | "userContent", ComponentType<TextRendererProps>>
>;

export type RendererSettings = {
  buttonRenderers?: ButtonRenderers | undefined;
  imageRenderers?: ImageRenderers | undefined;
  messageRenderers?: { error?: ComponentType<ErrorRendererProps> | undefined } | undefined;
  textRenderers?: TextRenderers | undefined;
};

export type TockSettings = {
  endpoint?: string | undefined;
  locale?: string | undefined;
  localStorage?: LocalStorageSettings | undefined;
  network?: NetworkSettings | undefined;
  renderers?: RendererSettings | undefined;
};

export type TockAccessibility = {
  input?: { sendButtonLabel?: string | undefined; clearButtonLabel?: string | undefined } | undefined;
  carousel?:
    | Partial<Record<"roleDescription" | "slideRoleDescription" | "previousButtonLabel" | "nextButtonLabel", string>>
    | undefined;
  /** Has no effect: suggestions in one row have no buttons that move them. */
  qrCarousel?: Partial<Record<"previousButtonLabel" | "nextButtonLabel", string>> | undefined;
};

export type TockLocalStorage = { enable?: boolean | undefined; maxNumberMessages?: number | undefined };

/** A component that gets the data of a bot's widget as its props. */
// oxlint-disable-next-line typescript/no-explicit-any -- each knows its own data
export type Widgets = Record<string, (props: any) => ReactNode>;

export type PostInitContext = {
  /** What was said before, here or on an earlier page; null where nothing was. */
  readonly history: TockHistoryData | null;
  readonly sendMessage: (message: string) => Promise<void>;
  readonly sendPayload: (payload: string) => Promise<void>;
  readonly clearMessages: () => void;
};

export type ChatOnlyOptions = {
  afterInit?: ((context: PostInitContext) => void | Promise<void>) | undefined;
  openingMessage?: string | undefined;
  /** Milliseconds between two messages of the bot. Default 0: each is shown when it comes. */
  timeoutBetweenMessage?: number | undefined;
  widgets?: Widgets | undefined;
  extraHeadersProvider?: Provider | undefined;
  disableSse?: boolean | undefined;
  accessibility?: TockAccessibility | undefined;
  localStorageHistory?: TockLocalStorage | undefined;
};

export type TockOptions = TockSettings & ChatOnlyOptions;

/** Their names for screen readers, in ours. */
export function toStrings({ input, carousel }: TockAccessibility = {}): Partial<Strings> {
  const named = {
    send: input?.sendButtonLabel,
    carousel: carousel?.roleDescription,
    carouselSlide: carousel?.slideRoleDescription,
    previousCard: carousel?.previousButtonLabel,
    nextCard: carousel?.nextButtonLabel,
  };
  return Object.fromEntries(Object.entries(named).filter(([, text]) => text !== undefined));
}
