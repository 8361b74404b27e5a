import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";
import { callFields } from "#connectors/telephone/option-fields.ts";
import { definedOf, findCallProblems, secretsOf } from "#connectors/telephone/settle-options.ts";
import { limits } from "./twiml.ts";

/** Numbers of one Twilio account. Options that usually come from the environment may be undefined: the server reports that at its start. */
export type TwilioVoiceOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `twilio-voice`. */
  id?: string;
  /** Where Twilio posts what callers say, below the server's public URL. Default `/twilio-voice`. */
  path?: string;
  /** The account's auth token. While it is being replaced: a list of all valid ones. */
  authToken: string | readonly string[] | undefined;
  /** BCP 47 tag of the language that callers speak. Default `en-US`. */
  locale?: string;
  /** Twilio's name of a voice, e.g. `Polly.Lea-Neural`. Default: Twilio's own for the language. */
  voice?: string;
  /** Milliseconds until the answer goes out. Default 10000: Twilio waits for 15000. */
  deadlineMs?: number;
};

export const fields = {
  ...callFields("twilio-voice", limits.deadlineMs, limits.mostMs),
  authToken: {
    type: ["string", "array"],
    pattern: "\\S+",
    items: { type: "string", pattern: "\\S+", title: "Auth token", mustBe: "an auth token (Console, Account info)" },
    title: "Auth token",
    description: "of the account, or a list while it is being replaced (Console, Account info); Twilio signs with it",
    writeOnly: true,
    mustBe: "the account's auth token, or a list of them (Console, Account info)",
  },
  voice: {
    title: "Voice",
    description: "Twilio's name of a voice, e.g. Polly.Lea-Neural; default: Twilio's own for the language",
    type: "string",
    pattern: "[A-Za-z0-9._-]{1,80}",
    mustBe: "a name such as Polly.Lea-Neural",
  },
} as const satisfies Record<keyof TwilioVoiceOptions, OptionSchema>;

/** {@link TwilioVoiceOptions} as data. */
export const optionsSchema: OptionsSchema = { type: "object", properties: fields, required: ["authToken"] };

export type TwilioVoiceSettings = Required<Pick<TwilioVoiceOptions, "id" | "path" | "locale" | "deadlineMs">> & {
  authTokens: readonly string[];
  voice: string | undefined;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: TwilioVoiceOptions | undefined): TwilioVoiceSettings {
  const { authToken, voice, ...rest } = definedOf(options);
  const usual = { id: "twilio-voice", path: "/twilio-voice", locale: "en-US", deadlineMs: limits.deadlineMs };
  return { ...usual, ...rest, authTokens: secretsOf(authToken), voice };
}

export function findProblems(options: TwilioVoiceOptions | undefined): string[] {
  return findCallProblems(optionsSchema, options);
}
