import { setTimeout as delay } from "node:timers/promises";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isId } from "#connectors/mattermost/ids.ts";
import type { ChannelKinds } from "#connectors/mattermost/incoming/channel-kinds.ts";
import type { Frame } from "#connectors/mattermost/incoming/frame.ts";
import { callMattermost, type MattermostAccess } from "#connectors/mattermost/send/call-mattermost.ts";

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
  const channels = asList(await read("users/me/channels", access, signal)).map(asObject);
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
  try {
    const path = `channels/${channel}/posts`;
    const missed = await readPosts(`${path}?since=${since}`, access, signal);
    const posts = missed.length < mostSince ? missed : [...missed, ...(await readPages(path, since, access, signal))];
    const byId = new Map(posts.map((post) => [asText(post["id"]), post]));
    const sorted = [...byId.values()].toSorted((a, b) => numberOf(a["create_at"]) - numberOf(b["create_at"]));
    return sorted.flatMap((post) => framesOf(post, since));
  } catch (error) {
    // The bot was removed from it meanwhile. One channel must not keep the others waiting.
    if (error instanceof DeliveryError && error.outcome === "refused") return [];
    throw error;
  }
}

/** Mattermost gives so many posts that have changed since then, and does not say which of more. */
const mostSince = 1_000;
const perPage = 200;
/** More than people write in a day. */
const mostPages = 100;

/** All posts since then, the newest first, by pages. */
async function readPages(
  path: string,
  since: number,
  access: MattermostAccess,
  signal: AbortSignal,
): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const posts = await readPosts(`${path}?page=${page}&per_page=${perPage}`, access, signal);
    all.push(...posts.filter((post) => numberOf(post["create_at"]) >= since));
    if (posts.length < perPage || posts.some((post) => numberOf(post["create_at"]) < since)) break;
  }
  return all;
}

async function readPosts(path: string, access: MattermostAccess, signal: AbortSignal): Promise<JsonObject[]> {
  return Object.values(asObject(asObject(await read(path, access, signal))["posts"])).map(asObject);
}

const usualPauseMs = 1_000;

/** Goes on where it was when Mattermost wants to be left alone for a while: to begin anew would ask for the same once more. */
async function read(path: string, access: MattermostAccess, signal: AbortSignal): Promise<unknown> {
  for (;;) {
    try {
      return await callMattermost(access, { method: "GET", path, signal });
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.kind !== "rate") throw error;
      await delay(error.retryAfterMs ?? usualPauseMs, undefined, { signal });
    }
  }
}

/** What became of a post since then. A post that is not there any more was not for anybody to answer. */
function framesOf(post: JsonObject, since: number): Frame[] {
  const frame = (type: "posted" | "post_edited" | "post_deleted"): Frame => ({ type, post, kind: undefined });
  if (numberOf(post["delete_at"]) > 0) return [frame("post_deleted")];
  const isChanged = numberOf(post["edit_at"]) >= since;
  // What was received before it was changed is known by its id, and then only the change counts.
  if (numberOf(post["create_at"]) >= since) return [frame("posted"), ...(isChanged ? [frame("post_edited")] : [])];
  return isChanged ? [frame("post_edited")] : [];
}

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
