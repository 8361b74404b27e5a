import { mayOpen } from "#element/may-open.ts";
import { attributeNames } from "#element/options.ts";

/** The settings in the script tag. */
export type ScriptSettings = {
  /** The address of this script. The chat's code lies beside it. */
  src: string;
  attributes: Record<string, string>;
};

/** Reads `data-endpoint`, `data-heading`, … Without an endpoint the server is the one that served the script: `web` lies beside it, also below a path. */
export function readScript(script: HTMLScriptElement): ScriptSettings {
  const { dataset, src } = script;
  const endpoint = dataset["endpoint"] ?? new URL("web", src).href;
  const attributes: Record<string, string> = { endpoint };
  for (const name of attributeNames) {
    const value = dataset[name];
    if (value !== undefined) attributes[name] = value;
  }
  if (dataset["ref"] !== undefined) attributes["referral"] = dataset["ref"];
  if (dataset["open"] !== undefined && dataset["open"] !== "false" && mayOpen(endpoint)) attributes["open"] = "";
  return { src, attributes };
}
