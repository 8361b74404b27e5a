import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";
import { callFields } from "#connectors/telephone/option-fields.ts";
import { definedOf, findCallProblems, secretsOf } from "#connectors/telephone/settle-options.ts";
import { limits } from "./verbs.ts";

/** An application of jambonz. Options that usually come from the environment may be undefined: the server reports that at its start. */
export type JambonzOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `jambonz`. */
  id?: string;
  /** Where jambonz posts what callers say, below the server's public URL. Default `/jambonz`. */
  path?: string;
  /** The account's webhook secret. While it is being replaced: a list of all valid ones. */
  webhookSecret: string | readonly string[] | undefined;
  /** BCP 47 tag of the language that callers speak. Default `en-US`. */
  locale?: string;
  /** Milliseconds until the answer goes out. Default 5000. */
  deadlineMs?: number;
};

export const fields = {
  ...callFields("jambonz", limits.deadlineMs, limits.mostMs),
  webhookSecret: {
    type: ["string", "array"],
    pattern: "\\S+",
    items: { type: "string", pattern: "\\S+", title: "Webhook secret", mustBe: "a webhook secret (portal, Account)" },
    title: "Webhook secret",
    description: "of the account, or a list while it is being replaced (portal, Account); jambonz signs with it",
    writeOnly: true,
    mustBe: "the account's webhook secret, or a list of them (portal, Account)",
  },
} as const satisfies Record<keyof JambonzOptions, OptionSchema>;

/** {@link JambonzOptions} as data. */
export const optionsSchema: OptionsSchema = { type: "object", properties: fields, required: ["webhookSecret"] };

export type JambonzSettings = Required<Pick<JambonzOptions, "id" | "path" | "locale" | "deadlineMs">> & {
  webhookSecrets: readonly string[];
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: JambonzOptions | undefined): JambonzSettings {
  const { webhookSecret, ...rest } = definedOf(options);
  const usual = { id: "jambonz", path: "/jambonz", locale: "en-US", deadlineMs: limits.deadlineMs };
  return { ...usual, ...rest, webhookSecrets: secretsOf(webhookSecret) };
}

export function findProblems(options: JambonzOptions | undefined): string[] {
  return findCallProblems(optionsSchema, options);
}
