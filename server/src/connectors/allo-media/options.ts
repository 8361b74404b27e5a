import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";
import { callFields } from "#connectors/telephone/option-fields.ts";
import { definedOf, findCallProblems } from "#connectors/telephone/settle-options.ts";

/** Neither the contract nor its first user names a time or a length: these are this server's own. */
export const limits = { say: 4_000, deadlineMs: 5_000, mostMs: 30_000, callsInMind: 10_000 } as const;

/** A bot of Allo-Media's orchestrator. Options that usually come from the environment may be undefined: the server reports that at its start. */
export type AlloMediaOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `allo-media`. */
  id?: string;
  /** Allo-Media posts to `/call` below it. Default `/allo-media`. */
  path?: string;
  /** Name and password that Allo-Media sends (HTTP Basic), which you agree on with them. */
  user: string | undefined;
  password: string | undefined;
  /** BCP 47 tag of the language of callers whose request names none. Default `fr-FR`. */
  locale?: string;
  /** Milliseconds until the answer goes out. Default 5000. */
  deadlineMs?: number;
};

const common = callFields("allo-media", limits.deadlineMs, limits.mostMs);

export const fields = {
  ...common,
  locale: {
    ...common.locale,
    default: "fr-FR",
    description: "BCP 47 tag of the language of callers whose request names none",
  },
  user: {
    title: "User",
    description: "the name that Allo-Media sends (HTTP Basic), as you have agreed on it",
    type: "string",
    pattern: "[^:\\s]+",
    mustBe: "a name without a colon",
  },
  password: {
    title: "Password",
    description: "the password that Allo-Media sends with it",
    type: "string",
    pattern: "\\S{8,}",
    writeOnly: true,
    ownChoice: true,
    mustBe: "a password of eight letters or more, without spaces",
  },
} as const satisfies Record<keyof AlloMediaOptions, OptionSchema>;

/** {@link AlloMediaOptions} as data. */
export const optionsSchema: OptionsSchema = { type: "object", properties: fields, required: ["user", "password"] };

export type AlloMediaSettings = Required<AlloMediaOptions> & { user: string; password: string };

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: AlloMediaOptions | undefined): AlloMediaSettings {
  const usual = { id: "allo-media", path: "/allo-media", locale: "fr-FR", deadlineMs: limits.deadlineMs };
  const { user = "", password = "", ...rest } = definedOf(options);
  return { ...usual, ...rest, user, password };
}

export function findProblems(options: AlloMediaOptions | undefined): string[] {
  return findCallProblems(optionsSchema, options);
}
