import { createHmac } from "node:crypto";
import { isHmacOf } from "#channel/kit/constant-time.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";

/** Before a token that stands for what has no room in a button. What a choice means begins with `{`. */
export const tokenPrefix = "t:";

/**
 * What is bound to a button, by the server that has made it: what a tap means, what the button shows, and where it stands. `thread`: in a channel
 * the post that begins it.
 */
export type TapContext = {
  readonly tap: string;
  readonly label: string;
  readonly channel: string;
  readonly scope: "direct" | "group";
  readonly thread?: string;
};

/** Mattermost keeps this from everybody else, and sends it back as it is with each tap. It signs nothing by itself. */
export function signContext(context: TapContext, key: Uint8Array): Record<string, string> {
  return { ...context, signature: createHmac("sha256", key).update(signedText(context)).digest("base64url") };
}

/** The context, if one of the keys has signed it. `keys`: of this server, and from before its secret was changed. */
export function readContext(value: unknown, keys: readonly Uint8Array[]): TapContext | undefined {
  const given = asObject(value);
  const context = contextIn(given);
  const signature = asText(given["signature"]);
  if (context === undefined || signature === undefined) return undefined;
  const rule = { algorithm: "sha256", secrets: keys } as const;
  const isOurs = isHmacOf(Buffer.from(signedText(context)), Buffer.from(signature, "base64url"), rule);
  return isOurs ? context : undefined;
}

function contextIn(given: JsonObject): TapContext | undefined {
  const [tap, label, channel, scope] = ["tap", "label", "channel", "scope"].map((name) => asText(given[name]));
  const thread = asText(given["thread"]);
  if (tap === undefined || label === undefined || channel === undefined) return undefined;
  if (scope !== "direct" && scope !== "group") return undefined;
  return { tap, label, channel, scope, ...(thread === undefined ? {} : { thread }) };
}

/** In one order, whatever order Mattermost has it in. */
function signedText({ tap, label, channel, scope, thread = "" }: TapContext): string {
  return JSON.stringify([tap, label, channel, scope, thread]);
}
