import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Json } from "#channel/json.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import type { Phrases } from "#understanding/keywords.ts";

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
};

/** The slots of a contract, by name, in the order to ask for them. */
export type SlotSpecs = Readonly<Record<string, SlotSpec>>;

/** A slot in one form, types erased. */
export type Slot = {
  readonly name: string;
  readonly entity: Entity | undefined;
  readonly schema: StandardSchemaV1 | undefined;
  readonly optional: boolean;
  readonly after: Phrases;
};

export function toSlot(name: string, spec: SlotSpec): Slot {
  if (name.startsWith("_")) throw new TypeError(`slot "${name}": names that begin with _ are reserved for links`);
  if ("~standard" in spec) return { name, entity: undefined, schema: spec, optional: false, after: [] };
  if ("find" in spec) return { name, entity: spec, schema: undefined, optional: false, after: [] };
  const { entity, schema, optional = false, after = [] } = spec;
  if (entity === undefined && schema === undefined)
    throw new TypeError(`slot "${name}" needs an entity or a schema, or nothing could fill it`);
  return { name, entity, schema, optional, after };
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

export type SlotValues<Slots> = {
  [Name in Exclude<keyof Slots, OptionalSlots<Slots>>]: Value<Slots[Name]>;
} & { [Name in OptionalSlots<Slots>]: Value<Slots[Name]> | undefined };

export type SlotLinkValues<Slots> = { [Name in keyof Slots]?: LinkValue<Slots[Name]> | undefined };

/** Why a slot is asked for. */
export type Ask = {
  /** 1 for the first time. */
  attempt: number;
  /** `invalid`: the last answer, or the parameter of a link, was refused. */
  reason: "missing" | "invalid";
  /** The words that were refused. */
  said?: string;
  /** The messages of the schema. They may quote the person, so they must not go to a log. */
  issues: readonly string[];
};

/** Slots as they are remembered: the values before the schema reads them, so that a deployment may change the schema. */
export type SlotMemory = Record<string, Json>;
