import type { ChatContextValues, TransportName } from "./chat.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Fetch, Headers } from "./connection/http.ts";
import type { KeyValueStorage } from "./storage/key-value-storage.ts";
import type { GetToken } from "./sign-in/ask-token.ts";
import { browserPage, type BrowserPage } from "./browser/browser-page.ts";
import type { Tabs } from "./browser/tabs.ts";

export type ChatOptions = {
  /** Where the server's web connector is, e.g. `https://chat.example.com/web`, or `/web` on the same site. */
  endpoint: string;
  /** What the server speaks: `tock` is the protocol of Tock's web connector, with its address as `endpoint`. Default our own. */
  protocol?: "tock" | undefined;
  /** With `protocol: "tock"`: what is said for the visitor when a conversation begins, without a bubble. The bot answers it. Default nothing. */
  openingMessage?: string | undefined;
  /** Language of the visitor as a BCP 47 tag, e.g. `fr` or `en-GB`. */
  locale?: string | undefined;
  /** The campaign or deep link that brought the visitor. It is sent to the bot once. */
  referral?: string | undefined;
  /**
   * Who is signed in on the page: their token, or what gives it, which the server's `signIn` must take. Asked before each request, and kept nowhere. Their
   * conversation is theirs on all devices.
   */
  getToken?: GetToken | string | undefined;
  /** Whether the bot learns that a new conversation begins, so that it can greet. Default true. */
  startOnOpen?: boolean | undefined;
  /** The transports to the server, best first. Default socket, SSE, long polling. */
  transports?: readonly TransportName[] | undefined;
  /**
   * Gives headers for every request, e.g. of a gateway; it has five seconds. Browsers cannot send them when they open a WebSocket. While it
   * fails, the connection waits with the code `headers_failed`.
   */
  headers?: Headers | undefined;
  /** What the page knows, such as the product it shows: `chat.setContext` sets it later. */
  context?: ChatContextValues | undefined;
  /** Where Socket.IO is served, if not at `<endpoint>/socket.io`. */
  socketUrl?: string | undefined;
  /** Default IndexedDB, else localStorage, else memory. */
  storage?: KeyValueStorage | undefined;
  /** How this tab works together with others on the same storage. Default Web Locks and BroadcastChannel. */
  tabs?: Tabs | undefined;
  browserPage?: BrowserPage | undefined;
  clock?: Clock | undefined;
  fetch?: Fetch | undefined;
};

export type Settings = {
  endpoint: string;
  /** Keeps apart what several people leave on this device: empty for who is not signed in. */
  scope: string;
  socketUrl: URL;
  locale: string | undefined;
  referral: string | undefined;
  startOnOpen: boolean;
  transports: readonly TransportName[];
  headers: Headers;
  browserPage: BrowserPage;
  clock: Clock;
  fetch: Fetch;
};

/** @throws TypeError when the endpoint is no URL. */
export function toSettings(options: ChatOptions): Settings {
  const endpoint = absolute(options.endpoint);
  const clock = options.clock ?? systemClock;
  return {
    endpoint,
    scope: "",
    socketUrl: new URL(options.socketUrl === undefined ? `${endpoint}/socket.io` : absolute(options.socketUrl)),
    locale: toTag(options.locale),
    referral: options.referral,
    startOnOpen: options.startOnOpen ?? true,
    transports: options.transports ?? ["socket", "sse", "poll"],
    // Read each time, because an embedding may give them by an accessor.
    headers: async () =>
      options.headers ? (await import("./sign-in/ask-headers.ts")).askHeaders(options.headers, clock) : {},
    browserPage: options.browserPage ?? browserPage,
    clock,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
  };
}

export function absolute(url: string): string {
  // A page that is rendered on a server has no address, and sends nothing.
  return new URL(url, globalThis.location?.href ?? "http://localhost").href.replace(/\/+$/, "");
}

/** `fr_FR` becomes `fr-FR`. A text that is no language tag is left out: the server would refuse each message for it. */
function toTag(locale: string | undefined): string | undefined {
  try {
    return locale === undefined ? undefined : Intl.getCanonicalLocales(locale.replace("_", "-"))[0];
  } catch {
    return undefined;
  }
}
