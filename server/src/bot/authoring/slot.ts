import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Json } from "#channel/json.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import type { Phrases } from "#understanding/keywords.ts";
import { assertKnown, listed } from "./known-options.ts";

/**
 * Something a story needs to know. An entity finds it in what people say; a schema (any Standard Schema) reads it from
 * the words of an answer, or checks what the entity found. Short form: the entity or the schema itself.
 */
export type SlotSpec = Entity | StandardSchemaV1 | SlotOptions;

/** A slot in its long form: an entity, a schema, or both, and how it is filled. */
export type SlotOptions = (
  | { entity: Entity; schema?: StandardSchemaV1 }
  | { entity?: undefined; schema: StandardSchemaV1 }
) & {
  /** The story also runs without it, and does not ask for it. */
  optional?: boolean;
  /** Words right before it that distinguish it from another slot of the same entity: "from", "de". */
  after?: Phrases;
  /**
   * What it is called, in words for people, by language: "delivery date". Used when the person asks what they said so far,
   * and to recognise that they name it. Default: its name in the contract.
   */
  title?: Readonly<Record<string, string>>;
  /**
   * The story needs it only if slots before it have these values: `{ how: "delivery" }`, `{ how: ["delivery", "courier"] }`.
   * Otherwise it is not asked for, and the story does not get it.
   */
  onlyIf?: SlotCondition;
  /**
   * Whether a text that looks like a question is no answer. Only for a slot without an entity, which takes any text.
   * Default true. `false`: whatever the person writes is the answer, except for commands such as "cancel".
   */
  guard?: boolean;
};

/** The values that other slots must have, each one value or one of several. */
export type SlotCondition = Readonly<Record<string, Json | readonly Json[]>>;

/** The slots of a contract, by name, in the order to ask for them. */
export type SlotSpecs = Readonly<Record<string, SlotSpec>>;

/** A slot in one form, types erased. */
export type Slot = {
  readonly name: string;
  readonly entity: Entity | undefined;
  readonly schema: StandardSchemaV1 | undefined;
  readonly optional: boolean;
  readonly after: Phrases;
  readonly title: Readonly<Record<string, string>>;
  readonly onlyIf: SlotCondition | undefined;
  readonly guard: boolean;
};

const slotOptions: Record<keyof SlotOptions, true> = {
  entity: true,
  schema: true,
  optional: true,
  after: true,
  title: true,
  onlyIf: true,
  guard: true,
};

/** The slots of a contract in one form. */
export function toSlots(specs: SlotSpecs): Slot[] {
  const slots = Object.entries(specs).map(([name, spec]) => toSlot(name, spec));
  for (const [index, { name, onlyIf }] of slots.entries()) {
    const before = slots.slice(0, index).map((each) => each.name);
    const unknown = Object.keys(onlyIf ?? {}).find((each) => !before.includes(each));
    if (unknown !== undefined)
      throw new TypeError(
        `slot "${name}": onlyIf names "${unknown}", which is no slot before it; ${listed("slots before it", before)}`,
      );
  }
  return slots;
}

function toSlot(name: string, spec: SlotSpec): Slot {
  if (name.startsWith("_")) throw new TypeError(`slot "${name}": names that begin with _ are reserved for links`);
  if ("~standard" in spec) return fromOptions(name, { schema: spec });
  if ("find" in spec) return fromOptions(name, { entity: spec });
  assertKnown(`slot "${name}"`, spec, slotOptions);
  return fromOptions(name, spec);
}

function fromOptions(name: string, options: SlotOptions): Slot {
  const { entity, schema, optional = false, after = [], title = {}, onlyIf, guard = true } = options;
  if (entity === undefined && schema === undefined)
    throw new TypeError(`slot "${name}" needs an entity or a schema, or nothing could fill it`);
  return { name, entity, schema, optional, after, title, onlyIf, guard };
}

type EntityOf<Spec> = Spec extends { find: unknown } ? Spec : Spec extends { entity: infer Of } ? Of : undefined;

type SchemaOf<Spec> = Spec extends StandardSchemaV1
  ? Spec
  : Spec extends { schema: infer Of extends StandardSchemaV1 }
    ? Of
    : undefined;

type EntityValue<Of> = Of extends Entity<infer Value> ? Value : never;

/** The value that the story gets. */
type Value<Spec> =
  SchemaOf<Spec> extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<SchemaOf<Spec>> : EntityValue<EntityOf<Spec>>;

type Scalar = string | number | boolean;

/** The value that a link may carry for it: that of the entity if it is a scalar, else words that the slot reads. */
type LinkValue<Spec> =
  EntityOf<Spec> extends Entity<infer Found>
    ? Found extends Scalar
      ? Found
      : string
    : SchemaOf<Spec> extends StandardSchemaV1
      ?
          | Extract<StandardSchemaV1.InferInput<SchemaOf<Spec>>, Scalar>
          | Figures<StandardSchemaV1.InferInput<SchemaOf<Spec>>>
      : never;

/** A schema that accepts any text also accepts a number or a boolean: a link carries it as text. */
type Figures<Input> = string extends Input ? number | boolean : never;

export type OptionalSlots<Slots> = {
  [Name in keyof Slots]: Slots[Name] extends { optional: infer Optional }
    ? true extends Optional
      ? Name
      : never
    : never;
}[keyof Slots];

/** The slots that the story may run without, because they are optional or not always needed. */
type AbsentSlots<Slots> =
  | OptionalSlots<Slots>
  | { [Name in keyof Slots]: Slots[Name] extends { onlyIf: SlotCondition } ? Name : never }[keyof Slots];

export type SlotValues<Slots> = {
  [Name in Exclude<keyof Slots, AbsentSlots<Slots>>]: Value<Slots[Name]>;
} & { [Name in AbsentSlots<Slots>]: Value<Slots[Name]> | undefined };

export type SlotLinkValues<Slots> = { [Name in keyof Slots]?: LinkValue<Slots[Name]> | undefined };

/** Why a slot is asked for. */
export type Ask = {
  /** 1 for the first time. */
  attempt: number;
  /** `invalid`: the last answer, or the parameter of a link, was refused. */
  reason: "missing" | "invalid";
  /** The words that were refused. */
  said?: string;
  /** Why they were refused. */
  issues: readonly AskIssue[];
};

/** Why an answer was refused, for a program: the words for the person are the story's. */
export type AskIssue =
  /**
   * `unreadable`: the entity finds no value in it. `denied`: it says only what is not meant. `question`: it
   * looks like a question.
   */
  | { code: "unreadable" | "denied" | "question" }
  /** It gives several values, as "2 or 3" does. The message asks for one of them, in the language of the person. */
  | { code: "several"; message: string }
  /**
   * `schema`: the slot's schema refuses it, with a message of the schema. `rejected`: the story has called `askAgain`, with
   * its reason. A message may quote the person, so it must not go to a log.
   */
  | { code: "schema" | "rejected"; message: string };

/** Slots as they are remembered: the values before the schema reads them, so that a deployment may change the schema. */
export type SlotMemory = Record<string, Json>;
