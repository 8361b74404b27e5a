import type { Turn } from "#bot/running/turn.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import type { BotData, StoryData } from "#tock-import/bot-data.ts";
import type { MessageContext } from "./to-messages.ts";

/** What an imported story needs of the bot that it is in. */
export type LoadedBot = {
  messageContext(turn: Turn): MessageContext;
  /** Undefined: any text is a value of it. */
  entity(name: string): Entity | undefined;
  /** Whether a story of this bot begins by the intent or has the id, and is enabled for the person. */
  hasStory(name: string, turn: Turn): boolean;
  /** The slots that an imported story has. Those of the author's stories are theirs to fill. */
  slotsOf(name: string): readonly string[];
  /** Of values by configuration that of the turn's connector. */
  configured<Value>(byConfiguration: Readonly<Record<string, Value>>, turn: Turn): Value | undefined;
};

/** The value for the first configuration that is this connector. */
export function valueOn<Value>(
  byConfiguration: Readonly<Record<string, Value>>,
  connectors: Readonly<Record<string, string>>,
  connectorId: string,
): Value | undefined {
  const name = Object.keys(byConfiguration).find(
    (each) => Object.hasOwn(connectors, each) && connectors[each] === connectorId,
  );
  return name === undefined ? undefined : byConfiguration[name];
}

/** Whether Tock's rules let a story answer on a connector. */
export function isEnabled(
  { rules }: Pick<BotData, "rules">,
  { id }: Pick<StoryData, "id">,
  connectors: Readonly<Record<string, string>>,
  connectorId: string,
): boolean {
  const rule = Object.hasOwn(rules, id) ? rules[id] : undefined;
  if (rule === undefined) return true;
  return valueOn(rule.configurations, connectors, connectorId)?.enabled ?? rule.enabled ?? true;
}
