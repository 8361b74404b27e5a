import { createMemory } from "#element/page-memory.ts";
import { attributeNames } from "#element/options.ts";
import { smallScreen } from "#theme/small-screen.ts";

/** What a page says in its script tag. */
export type ScriptSettings = {
  /** Address of this script: the chat's code lies beside it. */
  src: string;
  attributes: Record<string, string>;
};

/** Reads `data-endpoint`, `data-heading`, … Without an endpoint the server is where the script came from. */
export function readScript(script: HTMLScriptElement): ScriptSettings {
  const { dataset, src } = script;
  const endpoint = dataset["endpoint"] ?? new URL("/web", src).href;
  const attributes: Record<string, string> = { endpoint };
  for (const name of attributeNames) {
    const value = dataset[name];
    if (value !== undefined) attributes[name] = value;
  }
  if (dataset["ref"] !== undefined) attributes["referral"] = dataset["ref"];
  if (dataset["open"] !== undefined && dataset["open"] !== "false" && mayOpen(endpoint)) attributes["open"] = "";
  return { src, attributes };
}

/** Not over a whole phone screen unasked, and not again after the visitor has closed it. */
function mayOpen(endpoint: string): boolean {
  return !matchMedia(smallScreen).matches && createMemory(endpoint).lastOpen() !== false;
}
