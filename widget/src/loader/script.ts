import { mayOpen } from "#element/may-open.ts";
import { readAttributes } from "#element/options.ts";

/** The settings in the script tag. */
export type ScriptSettings = {
  /** The address of this script. The chat's code lies beside it. */
  src: string;
  attributes: { endpoint: string } & Record<string, string | undefined>;
};

/** Reads `data-endpoint`, `data-heading`, … Without an endpoint the server is the one that served the script: `web` lies beside it, also below a path. */
export function readScript(script: HTMLScriptElement): ScriptSettings {
  const { dataset, src } = script;
  const endpoint = dataset["endpoint"] ?? new URL("web", src).href;
  const referral = dataset["ref"] ?? dataset["referral"];
  const open = (dataset["open"] ?? "false") !== "false" && mayOpen(endpoint) ? "" : undefined;
  return { src, attributes: { ...readAttributes((name) => dataset[name]), endpoint, referral, open } };
}
