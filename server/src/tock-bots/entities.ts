import type { Json } from "#channel/json.ts";
import type { EntityMention } from "#understanding/understanding.ts";
import type { TockEntity } from "./wire.ts";

/** What the bot knows of the dialogue when a person speaks: the entities of before, and those of these words in their place. */
export function entitiesForTurn(
  kept: readonly TockEntity[],
  mentions: readonly EntityMention[],
  namespace: string,
): TockEntity[] {
  const found = new Map(mentions.map((mention) => [mention.role ?? mention.entity, toEntity(mention, namespace)]));
  const before = kept.filter(({ role }) => !found.has(role)).map((entity) => ({ ...entity, new: false }));
  return [...before, ...found.values()];
}

/**
 * What is kept after an answer. Tock takes the answer's list for the whole truth: what is not in it is forgotten, and tock-node,
 * which always sends an empty one, forgets all of it each turn.
 * @param keepsEmpty an empty list changes nothing.
 */
export function entitiesAfter(
  before: readonly TockEntity[],
  answered: readonly TockEntity[] | null | undefined,
  keepsEmpty: boolean,
): TockEntity[] {
  if (answered === null || answered === undefined) return [...before];
  return answered.length === 0 && keepsEmpty ? [...before] : [...answered];
}

function toEntity({ entity, role, text, value }: EntityMention, namespace: string): TockEntity {
  return {
    // tock-py splits a type at its colon.
    type: entity.includes(":") ? entity : `${namespace}:${entity}`,
    role: role ?? entity,
    content: text,
    value: toValue(value),
    evaluated: true,
    subEntities: [],
    new: true,
  };
}

/** A value names its kind. One of an understanding service that speaks Tock does so already. */
function toValue(value: Json): Json {
  if (typeof value === "string") return { "@type": "string", value, candidates: [] };
  if (typeof value === "number") return { "@type": "number", value };
  if (typeof value === "object" && value !== null && !Array.isArray(value) && "@type" in value) return value;
  return { "@type": "unknown", value };
}
