import { deskLimits, type InboxFilter, type InboxPage } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { CaseCursor, CaseFilter, CaseRow, CaseStore } from "#desk/inbox/case-store.ts";
import { type RowParts, showRows } from "./show-rows.ts";

export type PageParts = RowParts & { cases: CaseStore };

/** Conversations in which one request looks for words: it must not hold up others. */
const searchedAtOnce = 200;

/** Conversations that one request sorts by what is due. */
const sortedAtOnce = 500;

/** One page of the inbox, for somebody whose id stands for `me`. */
export async function readPage(parts: PageParts, filter: InboxFilter, personId: string): Promise<InboxPage> {
  const { cases } = parts;
  const wanted = toCaseFilter(filter, personId);
  const after = readCursor(filter.after);
  const words = filter.text?.trim() ?? "";
  if (words !== "") return search(parts, wanted, after, words);
  if (filter.order === "due") return byDue(parts, wanted);
  const rows = await cases.page(wanted, after, deskLimits.pageSize);
  return pageOf(await showRows(parts, rows), rows, deskLimits.pageSize);
}

/** All at once, since time alone changes the order: those that wait, or that an operator has, and were active last. */
async function byDue(parts: PageParts, filter: CaseFilter): Promise<InboxPage> {
  const rows = await parts.cases.page({ ...filter, state: filter.state ?? "active" }, undefined, sortedAtOnce);
  const shown = await showRows(parts, rows);
  return { rows: shown.toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || b.updatedAt - a.updatedAt) };
}

async function search(
  parts: PageParts,
  filter: CaseFilter,
  after: CaseCursor | undefined,
  words: string,
): Promise<InboxPage> {
  const { cases } = parts;
  const rows = await cases.page(filter, after, searchedAtOnce);
  const found = new Set(
    await cases.mention(
      rows.map(({ conversationId }) => conversationId),
      words,
    ),
  );
  const shown = await showRows(
    parts,
    rows.filter(({ conversationId }) => found.has(conversationId)),
  );
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
