import type { Entity, EntityContext } from "./entity.ts";
import type { EntityMention } from "#understanding/understanding.ts";

/**
 * All that a text mentions, in the order of the text, the longer first. Mentions of different entities may overlap: "7" in
 * "on the 7th" is the matter of who knows what was asked.
 */
export function findEntities(entities: readonly Entity[], text: string, context: EntityContext): EntityMention[] {
  return entities
    .flatMap((entity) =>
      entity.find(text, context).map(({ start, end, value }): EntityMention => {
        return { entity: entity.name, text: text.slice(start, end), start, end, value };
      }),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end);
}
