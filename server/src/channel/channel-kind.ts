import type { Availability, CheckResult, ConnectorDefinition } from "./connector-definition.ts";
import type { Json } from "./json.ts";
import type { OptionsSchema } from "./options-schema.ts";

/** The options of a channel, as somebody has filled them in: JSON, and nobody has looked at it yet. */
export type ChannelOptions = Readonly<Record<string, Json>>;

/**
 * What the desk makes channels of: a connector that is configured there and not in code. `web`, `messenger` and `whatsapp` are there by themselves; a
 * connector of your own is offered with `channelKinds` of the configuration.
 *
 * ```ts
 * export const telegramKind: ChannelKind = {
 *   channel: "telegram",
 *   title: "Telegram",
 *   options: { type: "object", properties: { token: { title: "Token", type: "string", writeOnly: true } }, required: ["token"] },
 *   create: (options) => telegram({ id: String(options["id"]), path: String(options["path"]), token: String(options["token"]) }),
 * };
 * ```
 */
export type ChannelKind = {
  /** As its connectors have it: `web`, `messenger` … */
  readonly channel: string;
  /** What people call it. */
  readonly title: string;
  /** For what it is, in a sentence. */
  readonly description?: string;
  /** Default: supported. Of a discontinued one no channel can be made; it is listed with the reason. */
  readonly availability?: Availability;
  /**
   * What the form asks for, beside the name, the id and the language. `writeOnly` options are kept encrypted, and never shown again. An option
   * `path` is filled in when it is left out.
   */
  readonly options: OptionsSchema;
  /** Of its connectors: see there. */
  readonly peopleInLog?: RegExp;
  /** Where one person has several accounts at the platform: lists them, so that each becomes a channel. */
  readonly accounts?: AccountSource;
  /**
   * Makes the connector. `options` are those of the schema with `id`, `path` and, where the person has chosen one, `locale`. It is made anew after
   * each change, and to find out what is wrong with options: it must do nothing before its `start`.
   */
  create(options: ChannelOptions): ConnectorDefinition;
};

/** `publicUrl`: of this server. */
export type AccountContext = { readonly fetch: typeof fetch; readonly publicUrl: string };

/** Finds the accounts that somebody has at the platform, e.g. the pages of Facebook that they administer. */
export type AccountSource = {
  /** What somebody fills in so that the platform shows theirs. */
  readonly options: OptionsSchema;
  /** Where the person signs in at the platform in place of filling in `options`; it sends them back with a `code`, which `find` gets with `redirectUrl`. */
  signInUrl?(given: { readonly redirectUrl: string; readonly state: string }): string;
  find(given: ChannelOptions, context: AccountContext): Promise<FoundAccounts>;
  /** Once its channel runs: asks the platform to send here what comes to the account. */
  subscribe(options: ChannelOptions, context: AccountContext): Promise<readonly CheckResult[]>;
};

/**
 * `findings`: what is true of all of them. `again`: what finds the same accounts a second time within minutes, where `given` would not any more. It
 * is encrypted before it leaves the server.
 */
export type FoundAccounts =
  | {
      readonly type: "found";
      readonly accounts: readonly FoundAccount[];
      readonly findings: readonly CheckResult[];
      readonly again: ChannelOptions;
    }
  | { readonly type: "refused"; readonly result: CheckResult };

/** `options`: of its channel. `concerns`: why it may be no good idea to connect it, e.g. another system answers there. */
export type FoundAccount = {
  readonly id: string;
  readonly name: string;
  readonly channelId: string;
  readonly options: ChannelOptions;
  readonly concerns: readonly string[];
};
