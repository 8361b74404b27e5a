import { useChatContext } from "#react/context.ts";

// All copies of this code find the same by it: an update of the server brings another copy to an open page.
const inHand = Symbol.for("causerie in hand");

function allOf(owner: object & { [inHand]?: Map<string, unknown> }): Map<string, unknown> {
  return (owner[inHand] ??= new Map());
}

/**
 * What the visitor has chosen, typed or recorded and not sent. It belongs to the element or provider that shows the chat and not to
 * the chat, because another language is another chat. Never stored, because it may be private.
 * @param name one for each kind. Code of another version may have made it, so what has another shape needs another name.
 */
export function useInHand<Value>(name: string, make: () => Value): Value {
  const { hostPage, extras } = useChatContext();
  const all = allOf(hostPage?.host ?? extras);
  if (!all.has(name)) all.set(name, make());
  return all.get(name) as Value;
}

/** By what it belongs to, such as the `key` of an entry. */
export function useAllInHand<Value>(name: string): Map<string, Value> {
  return useInHand(name, () => new Map<string, Value>());
}
