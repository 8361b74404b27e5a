import type { InboxFilter, InboxRow } from "@causerie/protocol/desk";
import type { InboxChoice } from "#routing/route.ts";

/** What the server is asked for. What a list stands for already cannot be chosen again. */
export function toFilter(choice: InboxChoice): InboxFilter {
  const { list, state, ...narrowed } = choice;
  switch (list) {
    case "mine":
      return { ...narrowed, operator: "me", state: "open" };
    case "waiting":
    case "open":
    case "bot":
    case "closed":
      return { ...narrowed, state: list };
    case "all":
      return state === undefined ? narrowed : { ...narrowed, state };
  }
}

/**
 * Whether a line that has changed belongs to what is shown. `undefined`: only the server knows, because words are searched for.
 * @param me id of the person who looks.
 */
export function matches(row: InboxRow, filter: InboxFilter, me: string): boolean | undefined {
  const { state, queue, operator, connector, language, tag, text } = filter;
  const isRight =
    (filter.order === undefined || state !== undefined || row.state === "waiting" || row.state === "open") &&
    (state === undefined ||
      (state === "active" ? row.state === "waiting" || row.state === "open" : row.state === state)) &&
    (queue === undefined || row.queue === queue) &&
    (operator === undefined || hasOperator(row, operator, me)) &&
    (connector === undefined || row.connectorId === connector) &&
    (language === undefined || row.language === language) &&
    (tag === undefined || row.tags.includes(tag));
  return isRight && text !== undefined && text.trim() !== "" ? undefined : isRight;
}

function hasOperator({ operator }: InboxRow, wanted: string, me: string): boolean {
  if (wanted === "none") return operator === undefined;
  return operator?.id === (wanted === "me" ? me : wanted);
}
