import { deskLimits, type InboxFilter, type InboxPage } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { CaseCursor, CaseFilter, CaseRow, CaseStore } from "#desk/inbox/case-store.ts";
import { type ChannelNames, toRow } from "./to-row.ts";

export type PageParts = { cases: CaseStore; channelNames: ChannelNames; now: () => number };

/** Conversations in which one request looks for words: it must not hold up others. */
const searchedAtOnce = 200;

/** One page of the inbox, for somebody whose id stands for `me`. */
export async function readPage(parts: PageParts, filter: InboxFilter, personId: string): Promise<InboxPage> {
  const { cases, channelNames, now } = parts;
  const wanted = toCaseFilter(filter, personId);
  const after = readCursor(filter.after);
  const words = filter.text?.trim() ?? "";
  if (words !== "") return search(parts, wanted, after, words);
  const rows = await cases.page(wanted, after, deskLimits.pageSize);
  return pageOf(
    rows.map((row) => toRow(row, channelNames, now())),
    rows,
    deskLimits.pageSize,
  );
}

async function search(
  { cases, channelNames, now }: PageParts,
  filter: CaseFilter,
  after: CaseCursor | undefined,
  words: string,
): Promise<InboxPage> {
  const rows = await cases.page(filter, after, searchedAtOnce);
  const found = new Set(
    await cases.mention(
      rows.map(({ conversationId }) => conversationId),
      words,
    ),
  );
  const shown = rows
    .filter(({ conversationId }) => found.has(conversationId))
    .map((row) => toRow(row, channelNames, now()));
  return pageOf(shown, rows, searchedAtOnce);
}

function pageOf(shown: InboxPage["rows"], read: readonly CaseRow[], limit: number): InboxPage {
  const last = read.at(-1);
  const hasMore = read.length === limit && last !== undefined;
  return { rows: shown, ...(hasMore ? { next: `${last.updatedAt} ${last.conversationId}` } : {}) };
}

/** @throws RequestError */
function readCursor(after: string | undefined): CaseCursor | undefined {
  if (after === undefined) return undefined;
  const [, updatedAt, conversationId] = /^(\d{1,15}) (.+)$/s.exec(after) ?? [];
  if (updatedAt === undefined || conversationId === undefined)
    throw new RequestError("invalid_request", "after must be the `next` of another page");
  return { updatedAt: Number(updatedAt), conversationId };
}

function toCaseFilter({ state, queue, operator, connector, language, tag }: InboxFilter, me: string): CaseFilter {
  const id = operator === "none" ? "" : operator === "me" ? me : operator;
  return {
    ...(state === undefined ? {} : { state }),
    ...(queue === undefined ? {} : { queue }),
    ...(id === undefined ? {} : { operator: id }),
    ...(connector === undefined ? {} : { connectorId: connector }),
    ...(language === undefined ? {} : { language }),
    ...(tag === undefined ? {} : { tag }),
  };
}
