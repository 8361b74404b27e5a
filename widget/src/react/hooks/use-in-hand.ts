import type { Chat } from "#chat/chat.ts";
import { useChatContext } from "#react/context.ts";

// All copies of this code find the same by it: an update of the server brings another copy to an open page.
const inHand = Symbol.for("causerie in hand");

/** What each chat lets go of once its person is gone. */
const watched = new WeakMap<Chat, WeakSet<object>>();

function allOf(owner: object & { [inHand]?: Map<string, object> }): Map<string, object> {
  return (owner[inHand] ??= new Map());
}

/**
 * What the visitor has chosen, typed or recorded and not sent. It belongs to the element or provider that shows the chat and not to
 * the chat, because another language is another chat. Never stored, because it may be private.
 * @param name one for each kind. Code of another version may have made it, so what has another shape needs another name.
 * @param drop empties it: the person has signed out, or another one is there.
 */
export function useInHand<Value extends object>(name: string, make: () => Value, drop: (value: Value) => void): Value {
  const { chat, hostPage, extras } = useChatContext();
  const all = allOf(hostPage?.host ?? extras);
  const value = (all.get(name) ?? make()) as Value;
  all.set(name, value);
  const own = watched.get(chat) ?? new WeakSet();
  watched.set(chat, own);
  // For as long as the chat lives: the person may leave while nothing of it is drawn.
  if (!own.has(value)) chat.on("dropped", () => drop(value));
  own.add(value);
  return value;
}

/** By what it belongs to, such as the `key` of an entry. */
export function useAllInHand<Value>(name: string): Map<string, Value> {
  return useInHand(
    name,
    () => new Map<string, Value>(),
    (all) => all.clear(),
  );
}
