import type { Entity, EntityContext } from "#understanding/entity.ts";
import type { EntityMention } from "#understanding/understanding.ts";
export function findEntities(entities: readonly Entity[], text: string, context: EntityContext): EntityMention[] {
  return entities
    .flatMap((entity) =>
      entity
        .find(text, context)
        .map((found) => ({ ...found, entity: entity.name, text: text.slice(found.start, found.end) })),
    )
    .sort((a, b) => a.start - b.start);
}
