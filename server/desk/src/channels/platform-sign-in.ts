import type { ListedAccounts } from "@causerie/protocol/desk";
import { makeId } from "#state/make-id.ts";
import { channels } from "#wire/channels.ts";

/** What this tab remembers while the person is away at the platform. */
const storageKey = "causerie-desk-platform-sign-in";

/** Leaves for the platform, which sends the person back to this page. @throws CallError */
export async function goToPlatform(channel: string): Promise<void> {
  const state = makeId();
  const { url } = await channels.signIn(channel, state);
  sessionStorage.setItem(storageKey, JSON.stringify({ channel, state }));
  location.assign(url);
}

/**
 * What the platform has sent the person back with, once. Only whoever has left from this tab is believed: else somebody could make a person
 * connect pages that are not theirs.
 */
export function takeAnswer(): { channel: string; code: string } | undefined {
  const query = new URLSearchParams(location.search);
  const [code, state] = [query.get("code"), query.get("state")];
  if (code === null || state === null) return undefined;
  const kept = sessionStorage.getItem(storageKey);
  sessionStorage.removeItem(storageKey);
  // A code is good once, and belongs into no history.
  history.replaceState(history.state, "", location.pathname);
  const left = kept === null ? undefined : (JSON.parse(kept) as { channel: string; state: string });
  return left?.state === state ? { channel: left.channel, code } : undefined;
}

/** @throws CallError */
export function accountsOfAnswer({ channel, code }: { channel: string; code: string }): Promise<ListedAccounts> {
  return channels.accounts(channel, { options: {}, code });
}
