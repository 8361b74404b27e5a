import * as v from "valibot";
import { deskLimits } from "./limits.ts";

const options = v.record(v.string(), v.unknown());
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(deskLimits.nameLength));
const queue = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/));
const channelId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/));

/** How an option is asked for. `list`: texts. `json`: anything else. */
export const optionInputs = ["text", "number", "switch", "choice", "list", "json"] as const;

/**
 * An option of a channel, for a form. `isSecret`: it is written and never read. `isOwnChoice`: a secret that somebody makes up, so that a form may
 * offer a random one.
 */
export const channelFieldSchema = v.object({
  name: v.string(),
  title: v.string(),
  help: v.optional(v.string()),
  input: v.picklist(optionInputs),
  isRequired: v.boolean(),
  isSecret: v.boolean(),
  isOwnChoice: v.boolean(),
  default: v.optional(v.unknown()),
  choices: v.optional(v.array(v.string())),
  minimum: v.optional(v.number()),
  maximum: v.optional(v.number()),
  pattern: v.optional(v.string()),
});
export type ChannelField = v.InferOutput<typeof channelFieldSchema>;

/** `reason`: why not everybody can have it, or nobody any more. `accountFields`: what lists the accounts that somebody has at the platform. `canSignIn`: or they sign in there. */
export const channelKindSchema = v.object({
  channel: v.string(),
  title: v.string(),
  description: v.optional(v.string()),
  availability: v.picklist(["supported", "gated", "discontinued"]),
  reason: v.optional(v.string()),
  /** Whether channels can be made of it here. */
  isOffered: v.boolean(),
  fields: v.array(channelFieldSchema),
  accountFields: v.optional(v.array(channelFieldSchema)),
  canSignIn: v.boolean(),
});
export type ListedChannelKind = v.InferOutput<typeof channelKindSchema>;
export const channelKindsSchema = v.object({ kinds: v.array(channelKindSchema) });

/** What is done elsewhere. `copy`: a value to paste there. `url`: the page on which it is done. */
export const channelStepSchema = v.object({
  text: v.string(),
  copy: v.optional(v.string()),
  url: v.optional(v.string()),
});
export type ChannelStep = v.InferOutput<typeof channelStepSchema>;

/** `fix`: what to do; it goes with a warning or an error. */
export const channelFindingSchema = v.object({
  level: v.picklist(["ok", "warning", "error"]),
  title: v.string(),
  fix: v.optional(v.string()),
});
export type ChannelFinding = v.InferOutput<typeof channelFindingSchema>;

/**
 * A channel. `madeIn`: one of the configuration is changed there alone. `state`: in the process that answers; the others follow within seconds.
 * `options`: without secrets. `secrets`: those that are set, and since when. `calledAt`: when the platform called last, where that is known. Times
 * are milliseconds since 1970. `version`: goes up with each change.
 */
export const channelSchema = v.object({
  id: v.string(),
  channel: v.string(),
  name: v.string(),
  madeIn: v.picklist(["configuration", "desk"]),
  isActive: v.boolean(),
  state: v.picklist(["running", "stopped", "failed"]),
  reason: v.optional(v.string()),
  path: v.optional(v.string()),
  account: v.optional(v.string()),
  queue: v.optional(v.string()),
  language: v.optional(v.string()),
  options,
  secrets: v.array(v.object({ name: v.string(), changedAt: v.number() })),
  steps: v.array(channelStepSchema),
  calledAt: v.optional(v.number()),
  changedAt: v.optional(v.number()),
  version: v.number(),
});
export type DeskChannel = v.InferOutput<typeof channelSchema>;
export const channelsSchema = v.object({ channels: v.array(channelSchema) });

/**
 * `PUT /desk/api/channels/{id}`: makes a channel, or changes it. `version`: the one that was read; 0: there is none yet. `options`: all of them; a secret
 * that is left out stays as it is, one that is null goes.
 */
export const channelChangeSchema = v.strictObject({
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  channel: v.pipe(v.string(), v.minLength(1), v.maxLength(50)),
  name,
  isActive: v.boolean(),
  queue: v.optional(queue),
  language: v.optional(language),
  options,
});
export type ChannelChange = v.InferOutput<typeof channelChangeSchema>;

/** `PATCH /desk/api/channels/{id}`: what is not named stays. */
export const channelPatchSchema = v.strictObject({
  name: v.optional(name),
  isActive: v.optional(v.boolean()),
  queue: v.optional(v.nullable(queue)),
  language: v.optional(v.nullable(language)),
});
export type ChannelPatch = v.InferOutput<typeof channelPatchSchema>;

/** `POST /desk/api/channels/{id}/check`: asks the platform. */
export const channelCheckSchema = v.object({ findings: v.array(channelFindingSchema) });

/** `POST /desk/api/channel-kinds/{channel}/accounts`. `code`: with which the platform has sent the person back, in place of a token. */
export const accountsRequestSchema = v.strictObject({
  options,
  code: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2_000))),
});

/** `POST /desk/api/channel-kinds/{channel}/sign-in`: where the person signs in at the platform, which sends them back to `/desk/channels` with `state`. */
export const platformSignInSchema = v.strictObject({ state: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,100}$/)) });
export const platformAddressSchema = v.object({ url: v.string() });

/**
 * The accounts that somebody has at the platform. `servedBy`: the name of the channel that has it. `concerns`: why it may be no good idea to connect it.
 * `ticket`: connects them, for ten minutes.
 */
export const foundAccountsSchema = v.object({
  accounts: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      servedBy: v.optional(v.string()),
      concerns: v.array(v.string()),
    }),
  ),
  findings: v.array(channelFindingSchema),
  ticket: v.optional(v.string()),
});
export type ListedAccounts = v.InferOutput<typeof foundAccountsSchema>;

/** `POST /desk/api/channel-kinds/{channel}/connect`: each account becomes a channel. */
export const connectAccountsSchema = v.strictObject({
  ticket: v.pipe(v.string(), v.maxLength(20_000)),
  ids: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.minLength(1), v.maxLength(100)),
  queue: v.optional(queue),
  language: v.optional(language),
});
export type ConnectAccounts = v.InferOutput<typeof connectAccountsSchema>;

/** What became of each account. */
export const connectedAccountsSchema = v.object({
  accounts: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      channelId: v.optional(v.string()),
      findings: v.array(channelFindingSchema),
    }),
  ),
});
export type ConnectedAccounts = v.InferOutput<typeof connectedAccountsSchema>;

export const channelIdSchema = channelId;
