/**
 * A place in a conversation's log: `<epoch>.<seq>`. The epoch names the log itself: a database restored from a backup
 * gets a new one, so that an old cursor is refused (`resync`) instead of silently meaning other events.
 */
export type Cursor = { epoch: string; seq: number };

export function formatCursor({ epoch, seq }: Cursor): string {
  return `${epoch}.${seq}`;
}

/** @returns undefined when the text is not a cursor: no epoch, or a seq that is not a safe non-negative integer. */
export function parseCursor(text: string): Cursor | undefined {
  const match = /^([A-Za-z0-9_-]{1,32})\.(0|[1-9]\d{0,15})$/.exec(text);
  if (match === null) return undefined;
  const [, epoch = "", digits = ""] = match;
  const seq = Number(digits);
  return Number.isSafeInteger(seq) ? { epoch, seq } : undefined;
}
