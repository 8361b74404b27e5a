import type { InboxRow } from "@causerie/protocol/desk";
import { useRef } from "react";
import { useInbox } from "#inbox/engine/use-inbox.ts";

export type Seen = {
  channels: readonly { value: string; label: string }[];
  languages: readonly string[];
  tags: readonly string[];
};

/** What the conversations that were listed so far have, to choose from. A choice stays when its list is left. */
export function useSeen(): Seen {
  const rows = useInbox((state) => state.rows);
  const seen = useRef({ rows: undefined as readonly InboxRow[] | undefined, ...startSeen() });
  if (seen.current.rows !== rows) {
    seen.current.rows = rows;
    collect(seen.current, rows);
  }
  const { channels, languages, tags } = seen.current;
  const sorted = (all: Iterable<string>): string[] => [...all].toSorted((a, b) => a.localeCompare(b));
  return {
    channels: [...channels].map(([value, label]) => ({ value, label })),
    languages: sorted(languages),
    tags: sorted(tags),
  };
}

type SeenSets = { channels: Map<string, string>; languages: Set<string>; tags: Set<string> };

function startSeen(): SeenSets {
  return { channels: new Map(), languages: new Set(), tags: new Set() };
}

function collect({ channels, languages, tags }: SeenSets, rows: readonly InboxRow[]): void {
  for (const { connectorId, channelName, language, tags: ofRow } of rows) {
    channels.set(connectorId, channelName);
    if (language !== undefined) languages.add(language);
    for (const tag of ofRow) tags.add(tag);
  }
}
