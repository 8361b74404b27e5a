import type { OptionSchema } from "#channel/options-schema.ts";

/** How the connector speaks to clients that were made for Tock's web connector, e.g. `tock-react-kit`. */
export type TockOptions = {
  /**
   * Who a request is from. `cookie`: whoever has the cookie that this server has set. `jwt`: whose token the request brings, one of
   * `signIn` or of a session of ours. `passthrough`: whoever the page says, by `userId`: who knows or guesses an id has that
   * conversation. Default `cookie`.
   */
  identity?: TockIdentity;
  /** Answers come as events, too (`GET {path}/sse`), and what is said while no page listens waits for the next. Default true. */
  streams?: boolean;
  /**
   * How a text that is still being written goes over a stream. `whole`: once it is complete. `growing`: again and again, as far as it is
   * written; newer kits replace the bubble, and `tock-react-kit` 23.9.2 shows one for each. Default `whole`.
   */
  streaming?: "whole" | "growing";
  /** Has the route `{path}/sse/direct`, which answers one request by a stream. Default false. */
  direct?: boolean;
  /**
   * How texts are written. `escaped`: `<` and `&` as HTML has them, because the kits show texts as HTML. `plain`: as they
   * are, for clients that show them as text. Default `escaped`.
   */
  texts?: "escaped" | "plain";
  /** Seconds that a request waits for its answer. What is said later goes over a stream. Default 60. */
  waitSeconds?: number;
  /**
   * What a page shows when a request is refused or its answer does not come in time: the kits show nothing of an error. Default an
   * English sentence.
   */
  apology?: string;
};

/** Who a request of one of Tock's clients is from. */
export type TockIdentity = "cookie" | "jwt" | "passthrough";

export type TockSettings = Required<TockOptions>;

const defaultApology = "Sorry, that did not work. Please try again.";

const fields = {
  identity: {
    title: "Identity",
    description: "who a request is from: cookie, jwt, or, which is not safe, passthrough: whoever the page says",
    type: "string",
    enum: ["cookie", "jwt", "passthrough"],
    mustBe: '"cookie", "jwt" or "passthrough"',
    default: "cookie",
  },
  streams: {
    title: "Streams",
    description: "answers come as events, too",
    type: "boolean",
    mustBe: "true or false",
    default: true,
  },
  streaming: {
    title: "Streaming",
    description: "whether a text that is still being written goes over a stream as far as it is written",
    type: "string",
    enum: ["whole", "growing"],
    mustBe: '"whole" or "growing"',
    default: "whole",
  },
  direct: {
    title: "Direct streams",
    description: "one request is answered by a stream at /sse/direct",
    type: "boolean",
    mustBe: "true or false",
    default: false,
  },
  texts: {
    title: "Texts",
    description: "escaped for clients that show texts as HTML, or plain",
    type: "string",
    enum: ["escaped", "plain"],
    mustBe: '"escaped" or "plain"',
    default: "escaped",
  },
  waitSeconds: {
    title: "Wait",
    description: "seconds that a request waits for its answer",
    type: "integer",
    minimum: 1,
    maximum: 600,
    mustBe: "a whole number of seconds, at most 600",
    default: 60,
  },
  apology: {
    title: "Apology",
    description: "what a page shows when a request is refused or its answer does not come in time",
    type: "string",
    pattern: "[^]*\\S[^]*",
    mustBe: "a sentence",
    default: defaultApology,
  },
} satisfies Record<keyof TockOptions, OptionSchema>;

/** {@link TockOptions} as data. */
export const tockOption: OptionSchema = {
  title: "Tock dialect",
  description: "clients made for Tock's web connector may use the same path; true, or an object with options",
  type: ["boolean", "object"],
  properties: fields,
  mustBe: 'true, or an object, e.g. { identity: "cookie", streams: true }',
};

/** @returns undefined: the connector does not speak it. */
export function withTockDefaults(options: boolean | TockOptions | undefined): TockSettings | undefined {
  if (options === undefined || options === false) return undefined;
  const given = options === true ? {} : options;
  return {
    identity: given.identity ?? "cookie",
    streams: given.streams ?? true,
    streaming: given.streaming ?? "whole",
    direct: given.direct ?? false,
    texts: given.texts ?? "escaped",
    waitSeconds: given.waitSeconds ?? 60,
    apology: given.apology ?? defaultApology,
  };
}

/** What the schema cannot say. Options of another form have been refused by it. */
export function findTockProblems({ tock, signIn }: { tock?: unknown; signIn?: unknown }): string[] {
  if (tock === undefined || tock === false) return [];
  const identity = fieldOf(tock, "identity") ?? "cookie";
  const isRequired = signIn !== undefined && (fieldOf(signIn, "mode") ?? "required") === "required";
  return isRequired && identity !== "jwt"
    ? ['tock.identity must be "jwt" while signIn is required: else nobody would have to sign in.']
    : [];
}

function fieldOf(options: unknown, name: string): unknown {
  return typeof options === "object" && options !== null ? Reflect.get(options, name) : undefined;
}

/** For the log and for the check; undefined: there is nothing to warn of. */
export function tockWarning({ identity }: TockSettings): string | undefined {
  return identity === "passthrough"
    ? 'tock.identity is "passthrough": who knows or guesses the userId of a page can read and write in its conversation; use "cookie" or "jwt" if you can'
    : undefined;
}
