import * as v from "valibot";

/**
 * The Bot API of Tock as its clients speak it: one JSON object a frame, body or event. What a bot sends is untrusted: unknown
 * fields are passed over, and a message of an unknown kind does not spoil the others.
 * @module
 */

const nullish = <Schema extends v.GenericSchema>(schema: Schema) => v.nullish(schema);

const i18nSchema = v.object({
  text: v.string(),
  args: v.optional(v.nullable(v.array(v.nullable(v.union([v.string(), v.number(), v.boolean()])))), []),
  toBeTranslated: nullish(v.boolean()),
  key: nullish(v.string()),
});

export const entitySchema = v.looseObject({ type: v.string(), role: v.string() });

const storySchema = v.object({
  mainIntent: v.string(),
  name: v.string(),
  otherStarterIntents: v.optional(v.nullable(v.array(v.string()))),
  secondaryIntents: v.optional(v.nullable(v.array(v.string()))),
  steps: v.optional(
    v.nullable(
      v.array(
        v.object({
          name: v.string(),
          mainIntent: nullish(v.string()),
          otherStarterIntents: v.optional(v.nullable(v.array(v.string()))),
          secondaryIntents: v.optional(v.nullable(v.array(v.string()))),
        }),
      ),
    ),
  ),
});

export const configurationSchema = v.object({
  version: nullish(v.string()),
  stories: v.optional(v.array(storySchema), []),
});

export const responseSchema = v.object({
  messages: v.array(v.unknown()),
  storyId: nullish(v.string()),
  step: nullish(v.string()),
  entities: v.optional(v.nullable(v.array(entitySchema))),
  context: v.nullish(v.object({ lastResponse: nullish(v.boolean()) })),
});

/** What a bot sends: its configuration, or an answer. */
export const frameSchema = v.object({
  requestId: v.string(),
  botConfiguration: v.nullish(configurationSchema),
  botResponse: v.nullish(responseSchema),
});

const delay = v.nullish(v.number());
const actionSchema = v.object({ title: i18nSchema, url: nullish(v.string()) });
const cardSchema = v.object({
  delay,
  title: nullish(i18nSchema),
  subTitle: nullish(i18nSchema),
  attachment: v.nullish(v.object({ url: v.string(), type: nullish(v.string()), description: nullish(i18nSchema) })),
  actions: v.optional(v.nullable(v.array(actionSchema))),
});

const switchSchema = v.object({ parameters: v.record(v.string(), v.nullable(v.string())) });

/** Each kind of message. `SWITCH_STORY`: the field `type` of Kotlin's class comes twice, and the second one is read. */
export const messageSchemas = {
  sentence: v.object({
    type: v.literal("sentence"),
    delay,
    text: i18nSchema,
    suggestions: v.optional(v.nullable(v.array(v.object({ title: i18nSchema })))),
  }),
  card: v.object({ type: v.literal("card"), ...cardSchema.entries }),
  carousel: v.object({ type: v.literal("carousel"), delay, cards: v.array(cardSchema) }),
  custom: v.object({ type: v.literal("custom"), delay, message: v.unknown() }),
  event: v.object({
    type: v.literal("event"),
    category: nullish(v.string()),
    key: nullish(v.string()),
    value: nullish(v.string()),
  }),
  debug: v.object({ type: v.literal("debug") }),
  action: v.object({ type: v.literal("action"), ...switchSchema.entries }),
  SWITCH_STORY: v.object({ type: v.literal("SWITCH_STORY"), ...switchSchema.entries }),
};

export type I18nText = v.InferOutput<typeof i18nSchema>;
export type TockCard = v.InferOutput<typeof cardSchema>;
export type TockStory = v.InferOutput<typeof storySchema>;
export type TockEntity = v.InferOutput<typeof entitySchema>;
export type TockFrame = v.InferOutput<typeof frameSchema>;
export type TockConfiguration = v.InferOutput<typeof configurationSchema>;
export type TockResponse = v.InferOutput<typeof responseSchema>;
export type TockMessage = {
  [Kind in keyof typeof messageSchemas]: v.InferOutput<(typeof messageSchemas)[Kind]>;
}[keyof typeof messageSchemas];

/** Why a frame or a message cannot be used. `kind`: only of the kinds that this server knows. */
export type Unusable = { type: "unusable"; why: "no_json" | "no_frame" | "unknown_kind" | "malformed"; kind?: string };

/** @param text as it came. */
export function readFrame(text: string): TockFrame | Unusable {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // What a parser says quotes the text, which may be somebody's words.
    return { type: "unusable", why: "no_json" };
  }
  const read = v.safeParse(frameSchema, json);
  return read.success ? read.output : { type: "unusable", why: "no_frame" };
}

export function readMessage(message: unknown): TockMessage | Unusable {
  const kind = v.safeParse(v.object({ type: v.string() }), message);
  const name = kind.success ? kind.output.type : "";
  if (!isKnown(name)) return { type: "unusable", why: "unknown_kind" };
  const read = v.safeParse(messageSchemas[name], message);
  return read.success ? read.output : { type: "unusable", why: "malformed", kind: name };
}

function isKnown(name: string): name is keyof typeof messageSchemas {
  return Object.hasOwn(messageSchemas, name);
}
