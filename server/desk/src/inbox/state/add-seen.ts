import type { InboxRow } from "@causerie/protocol/desk";
import type { Seen } from "./inbox-state.ts";

/** With what these rows have. The same object where there is nothing new. */
export function addSeen(seen: Seen, rows: readonly InboxRow[]): Seen {
  const channels = rows.filter(({ connectorId, channelName }) => seen.channels[connectorId] !== channelName);
  const languages = missing(
    seen.languages,
    rows.flatMap(({ language }) => language ?? []),
  );
  const tags = missing(
    seen.tags,
    rows.flatMap((row) => row.tags),
  );
  if (channels.length + languages.length + tags.length === 0) return seen;
  const named = channels.map(({ connectorId, channelName }) => [connectorId, channelName] as const);
  return {
    channels: { ...seen.channels, ...Object.fromEntries(named) },
    languages: [...seen.languages, ...languages].toSorted(),
    tags: [...seen.tags, ...tags].toSorted((a, b) => a.localeCompare(b)),
  };
}

function missing(known: readonly string[], found: readonly string[]): string[] {
  return [...new Set(found)].filter((each) => !known.includes(each));
}
