import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { findOriginProblem } from "#http/refusing/origins.ts";
import type { ProactiveRule } from "@causerie/protocol";
import type { Rate } from "#channel/host/limits.ts";
import { type FileOptions, fileOptionsSchema } from "./files/options.ts";
import { findLinkPreviewProblems, type LinkPreviewOptions, linkPreviewsOption } from "./link-previews/options.ts";
import { findPushProblems, type PushOptions, pushOption } from "./push/options.ts";
import { findProactiveProblems, proactiveOption } from "./proactive.ts";
import { findSignInProblems, type SignInOptions, signInSchema } from "./sign-in/options.ts";
import { findTockProblems, type TockOptions, tockOption } from "./tock/options.ts";

/** The options of a web connector: its address, the sites that may use it, and its limits. */
export type WebOptions = {
  /** Unique in this server; names the connector in the store and in tokens. Default `web`. */
  id?: string;
  /** Where it listens below the server's public URL. Default `/web`. */
  path?: string;
  /**
   * The sites whose pages may use this chat, written as browsers write them (scheme, host, port if unusual), or
   * `https://*.example.com` for one level of sub-domains. Pages of the server itself are always allowed. `any` allows every
   * site.
   */
  origins: readonly string[] | "any";
  /**
   * A page of yours with the chat, to which people of other channels go on: `turn.continueIn("web")` adds `causerie-ref=…` to its
   * address, and the page gives that to the chat as `referral`.
   */
  pageUrl?: string;
  /** Seconds that an access token is valid. Default 15 minutes. */
  tokenTtl?: number;
  /** Seconds that a visitor may stay away and still find the conversation. Each visit starts anew. Default 30 days. */
  refreshTtl?: number;
  rates?: Partial<WebRates>;
  /** Conversations that one visitor may have: a widget with the feature `home` lists them. Default 50. */
  maxConversationsPerVisitor?: number;
  /** Connections (sockets, streams, waiting polls) that one visitor may have open, in all tabs and devices. Default 16. */
  maxSocketsPerVisitor?: number;
  /** Connections that all visitors from one address (one /64 of IPv6) may have open. Default 500. */
  maxSocketsPerAddress?: number;
  /**
   * Takes what pages with the tag `causerie/errors.js` report: that the chat's own code has failed, and where. Logged and
   * counted; never words. Default false.
   */
  errorReports?: boolean;
  /**
   * The kinds of mobile apps that show this chat by the page `/embed/mobile` of this server, and to which that page may speak.
   * Default none: there is no such page.
   */
  mobileShells?: readonly MobileShell[];
  /** BCP 47 tag of the language of visitors whose widget names none. */
  locale?: string;
  /** Lets visitors send files. Without it none is taken. */
  uploads?: FileOptions;
  /** Knows people who are signed in on the page by the token of their issuer. Without it all are anonymous. */
  signIn?: SignInOptions;
  /**
   * What pages with the feature `proactive` show beside the launcher, and when; the most important first. A page's own rules take
   * their place.
   */
  proactive?: readonly ProactiveRule[];
  /** Tells browsers of answers while no page is open, if the page and the visitor want it. Without it nobody is told. */
  push?: PushOptions;
  /**
   * Visits the pages that the bot and the team link to, and shows what they are: title, description, picture. Without it no page is
   * visited.
   */
  linkPreviews?: LinkPreviewOptions;
  /** Clients that were made for Tock's web connector may use the same path. Default false. */
  tock?: boolean | TockOptions;
};

/** What a mobile app shows web pages with: a WebView of Android, WKWebView, Flutter's or React Native's. */
export type MobileShell = (typeof mobileShells)[number];

const mobileShells = ["android", "ios", "flutter", "react-native"] as const;

export type WebRates = {
  /** Messages of one visitor. Default 10 in 10 s. */
  send: Rate;
  /** Messages in one conversation. Default 60 in 60 s. */
  conversation: Rate;
  /**
   * Messages of all visitors who came from one address (one /64 of IPv6). Default 1,000 in 60 s. It bounds what new visitors
   * cost: an office or a school has one address for all its people, so pages that load may be many.
   */
  address: Rate;
  /** New visitors from one address. They cost no more than a signature. Default 1,000 in 60 s. */
  sessions: Rate;
  /** Sockets and streams that one visitor opens. Default 30 in 60 s. */
  handshakes: Rate;
  /** Snapshots, pages of events and streams that one visitor asks for. Default 300 in 60 s. */
  reads: Rate;
  /** Sessions renewed from one address, and by one visitor over a socket. Default 1,000 in 60 s. */
  refreshes: Rate;
  /** Pieces of files, and questions about them, of one visitor. Default 600 in 60 s. */
  uploads: Rate;
  /** Further conversations that one visitor begins. Default 20 in an hour. */
  newConversations: Rate;
};

const day = 24 * 60 * 60;

const fields = {
  id: {
    title: "Id",
    description: "names this connector in the store and in tokens",
    type: "string",
    pattern: "[A-Za-z0-9][A-Za-z0-9_-]{0,31}",
    mustBe: "1 to 32 letters, digits, _ or -",
    default: "web",
  },
  path: {
    title: "Path",
    description: "where it listens below the public URL",
    type: "string",
    pattern: "(/[A-Za-z0-9_-]+)+",
    mustBe: 'a path such as "/web", without a slash at its end',
    default: "/web",
  },
  origins: {
    title: "Sites",
    description: 'the sites that embed this chat, e.g. ["https://www.example.com"], or "any"',
    type: ["array", "string"],
    pattern: "any",
    items: { title: "Site", type: "string", mustBe: 'the address of a site, e.g. "https://www.example.com"' },
    mustBe: 'a list of the sites that embed this chat, e.g. ["https://www.example.com"], or "any"',
  },
  pageUrl: {
    title: "Page",
    description: "a page with the chat, to which people of other channels go on",
    type: "string",
    pattern: "https?://[^\\s/]\\S*",
    mustBe: 'the address of a page with the chat, e.g. "https://www.example.com/help"',
  },
  tokenTtl: {
    title: "Token life",
    description: "seconds that a token is valid",
    type: "integer",
    minimum: 1,
    maximum: day,
    mustBe: "a whole number of seconds, at most a day",
    default: 900,
  },
  refreshTtl: {
    title: "Stay away",
    description: "seconds that a visitor may stay away and still find the conversation",
    type: "integer",
    minimum: 1,
    maximum: 400 * day,
    mustBe: "a whole number of seconds, longer than tokenTtl and at most 400 days",
    default: 2_592_000,
  },
  rates: {
    title: "Limits",
    description: "requests of one visitor or address, by kind",
    type: "object",
    properties: {
      send: rate("messages of one visitor"),
      conversation: rate("messages in one conversation"),
      address: rate("messages of all visitors of one address"),
      sessions: rate("new visitors from one address"),
      handshakes: rate("sockets and streams that one visitor opens"),
      reads: rate("snapshots, pages of events and streams that one visitor asks for"),
      refreshes: rate("sessions renewed from one address"),
      uploads: rate("pieces of files of one visitor"),
      newConversations: rate("further conversations that one visitor begins"),
    } satisfies Record<keyof WebRates, OptionSchema>,
    mustBe: "an object, e.g. { send: { count: 10, seconds: 10 } }",
  },
  maxConversationsPerVisitor: {
    title: "Conversations",
    description: "that one visitor may have",
    type: "integer",
    minimum: 1,
    maximum: 200,
    mustBe: "a whole number from 1 to 200",
    default: 50,
  },
  maxSocketsPerVisitor: {
    title: "Connections",
    description: "that one visitor may have open, in all tabs and devices",
    type: "integer",
    minimum: 1,
    mustBe: "a whole number from 1",
    default: 16,
  },
  maxSocketsPerAddress: {
    title: "Connections of an address",
    description: "that all visitors from one address may have open",
    type: "integer",
    minimum: 1,
    mustBe: "a whole number from 1",
    default: 500,
  },
  errorReports: {
    title: "Error reports",
    description: "of pages with the tag causerie/errors.js are taken, logged and counted",
    type: "boolean",
    mustBe: "true or false",
    default: false,
  },
  mobileShells: {
    title: "Mobile apps",
    description: "the kinds of apps that show the page /embed/mobile of this server; none: there is no such page",
    type: "array",
    items: {
      title: "Kind",
      type: "string",
      enum: mobileShells,
      mustBe: mobileShells.map((kind) => `"${kind}"`).join(" or "),
    },
    mustBe: 'a list such as ["android", "ios"]',
  },
  locale: {
    title: "Language",
    description: "of visitors whose widget names none, e.g. fr",
    type: "string",
    pattern: "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
    mustBe: 'a BCP 47 tag such as "fr" or "en-GB"',
  },
  uploads: fileOptionsSchema,
  signIn: signInSchema,
  proactive: proactiveOption,
  push: pushOption,
  linkPreviews: linkPreviewsOption,
  tock: tockOption,
} satisfies Record<keyof WebOptions, OptionSchema>;

function rate(title: string): OptionSchema {
  const whole = { type: "integer", minimum: 1, mustBe: "a whole number from 1" } as const;
  return {
    title,
    type: "object",
    properties: { count: { title: "Count", ...whole }, seconds: { title: "Seconds", ...whole } },
    required: ["count", "seconds"],
    mustBe: "an object such as { count: 10, seconds: 10 }",
  };
}

/** {@link WebOptions} as data. */
export const optionsSchema: OptionsSchema = { type: "object", properties: fields, required: ["origins"] };

type WithoutDefault = "rates" | "locale" | "pageUrl" | "signIn" | "uploads" | "push" | "linkPreviews";

export type WebSettings = Required<Omit<WebOptions, WithoutDefault>> & {
  rates: WebRates;
  locale?: string;
  signIn?: SignInOptions;
  uploads?: FileOptions;
  pageUrl?: string;
  push?: PushOptions;
  linkPreviews?: LinkPreviewOptions;
};

const defaultRates: WebRates = {
  send: { count: 10, seconds: 10 },
  conversation: { count: 60, seconds: 60 },
  address: { count: 1000, seconds: 60 },
  sessions: { count: 1000, seconds: 60 },
  handshakes: { count: 30, seconds: 60 },
  reads: { count: 300, seconds: 60 },
  refreshes: { count: 1000, seconds: 60 },
  uploads: { count: 600, seconds: 60 },
  newConversations: { count: 20, seconds: 3600 },
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function withDefaults(options: WebOptions | undefined): WebSettings {
  const given: Partial<WebOptions> = { ...options };
  return {
    id: "web",
    path: "/web",
    origins: [],
    tokenTtl: 15 * 60,
    refreshTtl: 30 * day,
    maxConversationsPerVisitor: 50,
    maxSocketsPerVisitor: 16,
    maxSocketsPerAddress: 500,
    errorReports: false,
    mobileShells: [],
    proactive: [],
    tock: false,
    ...definedOf(given),
    rates: { ...defaultRates, ...definedOf({ ...given.rates }) },
  };
}

/** An option that is undefined counts as left out. */
function definedOf<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

/** All mistakes in the options. Each is a sentence that names the field and says what to do. */
export function findProblems(options: WebOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const { tokenTtl, refreshTtl, origins } = withDefaults(options);
  const listed: readonly unknown[] = Array.isArray(origins) ? origins : [];
  const sites = listed.flatMap((entry) => (typeof entry === "string" ? (findOriginProblem(entry) ?? []) : []));
  problems.push(...sites.map((problem) => `origins ${problem}.`));
  if (refreshTtl <= tokenTtl && !problems.some((problem) => /^(?:refresh|token)Ttl /.test(problem)))
    problems.push(`refreshTtl must be ${fields.refreshTtl.mustBe}.`);
  problems.push(...findSignInProblems(withDefaults(options).signIn));
  problems.push(...findPushProblems(withDefaults(options).push));
  problems.push(...findLinkPreviewProblems(withDefaults(options).linkPreviews));
  problems.push(...findProactiveProblems(withDefaults(options).proactive));
  problems.push(...findTockProblems(withDefaults(options)));
  return problems;
}
