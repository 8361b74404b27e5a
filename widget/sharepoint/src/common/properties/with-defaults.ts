import { type ChatProperties, defaultProperties, isRecord, knownProperties } from "./chat-properties.ts";

/** What an administrator has set for all sites: an address, or a JSON object with some of the properties. */
export type CentralDefaults = Partial<ChatProperties>;

/** A value that is neither is refused: half of a configuration would be harder to find than none. */
export function parseCentralDefaults(value: string): CentralDefaults {
  const text = value.trim();
  if (!text.startsWith("{")) return text === "" ? {} : { endpoint: text };
  try {
    const given: unknown = JSON.parse(text);
    return isRecord(given) ? knownProperties(given) : {};
  } catch {
    return {};
  }
}

/** An author's own value wins. A property that is still as it was shipped takes the central one. */
export function withDefaults(own: ChatProperties, central: CentralDefaults): ChatProperties {
  const names = Object.keys(central) as (keyof ChatProperties)[];
  const taken = names.filter((name) => own[name] === defaultProperties[name]);
  return { ...own, ...Object.fromEntries(taken.map((name) => [name, central[name]])) };
}
