import { DeliveryError } from "#channel/delivery-error.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isId } from "#connectors/mattermost/ids.ts";
import type { ChannelKinds } from "#connectors/mattermost/incoming/channel-kinds.ts";
import type { Frame } from "#connectors/mattermost/incoming/frame.ts";
import { callForObject, callMattermost, type MattermostAccess } from "#connectors/mattermost/send/call-mattermost.ts";

export type CatchUpParts = {
  readonly access: MattermostAccess;
  readonly kinds: ChannelKinds;
  readonly receive: (frame: Frame) => Promise<void>;
};

/**
 * Reads what was posted, changed and taken back since then, in all channels of the bot: Mattermost does not repeat what nobody has received. What is
 * stored already is known by its id. @param since milliseconds since 1970, by Mattermost's clock.
 */
export async function catchUp(
  since: number,
  { access, kinds, receive }: CatchUpParts,
  signal: AbortSignal,
): Promise<void> {
  const channels = asList(await callMattermost(access, { method: "GET", path: "users/me/channels", signal })).map(
    asObject,
  );
  for (const { id, type, last_post_at: lastPostAt } of channels) {
    const channel = asText(id);
    if (!isId(channel)) continue;
    kinds.learn(channel, asText(type) ?? "");
    if (numberOf(lastPostAt) < since) continue;
    for (const frame of await missedIn(channel, since, access, signal)) await receive(frame);
  }
}

async function missedIn(
  channel: string,
  since: number,
  access: MattermostAccess,
  signal: AbortSignal,
): Promise<Frame[]> {
  const call = { method: "GET", path: `channels/${channel}/posts?since=${since}`, signal } as const;
  const answer = await callForObject(access, call).catch((error: unknown) => {
    // The bot was removed from it meanwhile. One channel must not keep the others waiting.
    if (!(error instanceof DeliveryError) || error.outcome !== "refused") throw error;
  });
  const posts = Object.values(asObject(answer?.["posts"])).map(asObject);
  const sorted = posts.toSorted((a, b) => numberOf(a["create_at"]) - numberOf(b["create_at"]));
  return sorted.flatMap((post) => framesOf(post, since));
}

/** What became of a post since then. A post that is not there any more was not for anybody to answer. */
function framesOf(post: JsonObject, since: number): Frame[] {
  const frame = (type: "posted" | "post_edited" | "post_deleted"): Frame => ({ type, post, kind: undefined });
  if (numberOf(post["delete_at"]) > 0) return [frame("post_deleted")];
  if (numberOf(post["create_at"]) >= since) return [frame("posted")];
  return numberOf(post["edit_at"]) >= since ? [frame("post_edited")] : [];
}

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
