import { createHash } from "node:crypto";
import type { EventContent } from "#channel/event.ts";
import { decodeChoice } from "#channel/kit/choice-code.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { RawRequest, RawResponse } from "#channel/kit/webhook.ts";
import { isId } from "#connectors/mattermost/ids.ts";
import { readContext, type TapContext, tokenPrefix } from "#connectors/mattermost/tap.ts";
import { isReceived, type ReceiveParts } from "./receive.ts";
import { toEvent } from "./where.ts";

/** `keys`: of this server, and from before its secret was changed. */
export type TapParts = Omit<ReceiveParts, "kinds"> & { readonly keys: () => readonly Uint8Array[] };

/** Somebody has tapped a button: Mattermost's server posts it, with the context that we have signed. Other answers than 200 are shown as an error. */
export async function receiveTap({ method, body }: RawRequest, parts: TapParts): Promise<RawResponse> {
  if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
  const request = parse(body.toString());
  const context = readContext(request["context"], parts.keys());
  const [user, channel, post] = ["user_id", "channel_id", "post_id"].map((name) => asText(request[name]));
  // A context that was copied to another channel is none.
  if (context === undefined || !isId(user) || !isId(post) || channel !== context.channel) {
    parts.count("forged");
    return { status: 401 };
  }
  parts.count("tap");
  const { host, settings } = parts;
  const { scope, thread } = context;
  const where = {
    user,
    channel,
    isDirect: scope === "direct",
    post,
    ...(thread === undefined ? {} : { root: thread }),
  };
  const content = await contentOf(context, parts);
  const event = toEvent(
    where,
    { id: `tap:${post}:${nameOf(request["trigger_id"])}`, at: undefined, content },
    { ...settings, now: host.now() },
  );
  await host.accept(event).catch((error: unknown) => {
    if (!isReceived(error)) throw error;
    parts.count("received_already");
  });
  return { status: 200, body: {} };
}

async function contentOf({ tap, label }: TapContext, { host }: TapParts): Promise<EventContent> {
  const code = tap.startsWith(tokenPrefix) ? await host.readToken(tap.slice(tokenPrefix.length)) : tap;
  // A token of a store that was emptied meanwhile: the words are still there.
  return decodeChoice(code) ?? { type: "text", text: label };
}

/** Each tap has a trigger of its own, which is a few hundred signs long. */
function nameOf(trigger: unknown): string {
  return createHash("sha256")
    .update(asText(trigger) ?? "")
    .digest("base64url")
    .slice(0, 22);
}

function parse(text: string) {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return {};
    throw error;
  }
}
