import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";
import { findOriginProblem } from "#http/origins.ts";
import type { Rate } from "#http/rate-limit.ts";

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
  /** Seconds that an access token is valid. Default 15 minutes. */
  tokenTtl?: number;
  /** Seconds that a visitor may stay away and still find the conversation. Each visit starts anew. Default 30 days. */
  refreshTtl?: number;
  rates?: Partial<WebRates>;
  /** Connections (sockets, streams, waiting polls) that one visitor may have open, in all tabs and devices. Default 8. */
  maxSocketsPerVisitor?: number;
  /** Connections that all visitors from one address (one /64 of IPv6) may have open. Default 500. */
  maxSocketsPerAddress?: number;
  /** BCP 47 tag of the language of visitors whose widget names none. */
  locale?: string;
};

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
};

const fields = {
  id: { title: "Id", description: "names this connector in the store and in tokens", type: "string", default: "web" },
  path: { title: "Path", description: "where it listens below the public URL", type: "string", default: "/web" },
  origins: {
    title: "Sites",
    description: 'the sites that embed this chat, e.g. ["https://www.example.com"], or "any"',
    type: ["array", "string"],
  },
  tokenTtl: { title: "Token life", description: "seconds that a token is valid", type: "integer", default: 900 },
  refreshTtl: {
    title: "Stay away",
    description: "seconds that a visitor may stay away and still find the conversation",
    type: "integer",
    default: 2_592_000,
  },
  rates: { title: "Limits", description: "requests of one visitor or address, by kind", type: "object" },
  maxSocketsPerVisitor: {
    title: "Connections",
    description: "that one visitor may have open, in all tabs and devices",
    type: "integer",
    default: 8,
  },
  maxSocketsPerAddress: {
    title: "Connections of an address",
    description: "that all visitors from one address may have open",
    type: "integer",
    default: 500,
  },
  locale: { title: "Language", description: "of visitors whose widget names none, e.g. fr", type: "string" },
} satisfies Record<keyof WebOptions, OptionSchema>;

/** {@link WebOptions} as data. */
export const optionsSchema: OptionsSchema = { type: "object", properties: fields, required: ["origins"] };

export type WebSettings = Required<Omit<WebOptions, "rates" | "locale">> & { rates: WebRates; locale?: string };

const defaultRates: WebRates = {
  send: { count: 10, seconds: 10 },
  conversation: { count: 60, seconds: 60 },
  address: { count: 1000, seconds: 60 },
  sessions: { count: 1000, seconds: 60 },
  handshakes: { count: 30, seconds: 60 },
  reads: { count: 300, seconds: 60 },
  refreshes: { count: 1000, seconds: 60 },
};

const day = 24 * 60 * 60;

export function withDefaults(options: WebOptions): WebSettings {
  return {
    id: "web",
    path: "/web",
    tokenTtl: 15 * 60,
    refreshTtl: 30 * day,
    maxSocketsPerVisitor: 8,
    maxSocketsPerAddress: 500,
    ...options,
    rates: { ...defaultRates, ...options.rates },
  };
}

/** All mistakes in the settings. Each is a sentence that names the field and says what to do. */
export function findProblems(settings: WebSettings): string[] {
  const { id, path, origins, tokenTtl, refreshTtl, rates, maxSocketsPerVisitor, maxSocketsPerAddress, locale } =
    settings;
  const problems: string[] = [];
  const check = (good: boolean, sentence: string): void => void (good || problems.push(sentence));
  check(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(id), "id must have 1 to 32 letters, digits, _ or -");
  check(/^(\/[A-Za-z0-9_-]+)+$/.test(path), `path must be like "/web", without a slash at its end`);
  if (!Array.isArray(origins) && origins !== "any") {
    problems.push('origins must list the sites that embed this chat, e.g. ["https://www.example.com"]');
  } else if (origins !== "any") {
    for (const problem of origins.map(findOriginProblem)) check(problem === undefined, `origins ${problem}`);
  }
  check(isCount(tokenTtl) && tokenTtl <= day, "tokenTtl must be a whole number of seconds, at most a day");
  check(
    isCount(refreshTtl) && refreshTtl > tokenTtl && refreshTtl <= 400 * day,
    "refreshTtl must be a whole number of seconds, longer than tokenTtl and at most 400 days",
  );
  check(isCount(maxSocketsPerVisitor), "maxSocketsPerVisitor must be a whole number from 1");
  check(isCount(maxSocketsPerAddress), "maxSocketsPerAddress must be a whole number from 1");
  for (const [name, { count, seconds }] of Object.entries(rates)) {
    check(isCount(count) && isCount(seconds), `rates.${name} must have whole numbers from 1 as count and seconds`);
  }
  check(
    locale === undefined || /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(locale),
    `locale must be a BCP 47 tag such as "fr" or "en-GB"`,
  );
  return problems;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
