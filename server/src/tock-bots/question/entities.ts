import type { EntityMention } from "#understanding/understanding.ts";
import { toEntityName, toEntityValue } from "./to-entity-value.ts";
import type { TockEntity } from "#tock-bots/wire.ts";

/** What the bot knows of the dialogue when a person speaks: the entities of before, and those of these words in their place. */
export function entitiesForTurn(
  kept: readonly TockEntity[],
  mentions: readonly EntityMention[],
  { namespace, timeZone }: { namespace: string; timeZone: string },
): TockEntity[] {
  const all = mentions.map((mention) => toEntity(mention, namespace, timeZone));
  const found = new Map(all.map((entity) => [entity.role, entity]));
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

function toEntity({ entity, role, text, value }: EntityMention, namespace: string, timeZone: string): TockEntity {
  const name = toEntityName(entity, namespace);
  const meant = toEntityValue(entity, value, timeZone);
  return {
    type: name.type,
    role: role ?? name.role,
    content: text,
    ...(meant === undefined ? {} : { value: meant }),
    evaluated: true,
    subEntities: [],
    new: true,
  };
}
