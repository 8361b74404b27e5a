import type { Loss } from "#channel/connector.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import { withoutFileSigns } from "./links.ts";
import {
  type ApplePayload,
  interactive,
  type PickerItem,
  type PickerSection,
} from "#connectors/apple-messages/message.ts";

/** Something to choose. `tap`: a token for what it means; `picture`: an address. */
export type Tap = {
  readonly label: string;
  readonly tap: string;
  readonly subtitle?: string;
  readonly picture?: string;
};

/** Choices that belong together, e.g. those of a card. `title`: of the card, or empty. */
export type Group = { readonly title: string; readonly taps: Tap[] };

/** With its number, by which it can be chosen in words. `group`: the index of its group. */
type Row = Tap & { readonly number: number; readonly title: string; readonly group: number };

export type ChoiceRules = {
  readonly listTitle: string;
  /** The story has asked for a list. */
  readonly isList: boolean;
  readonly losses: Loss[];
};

/** All choices of a message: two to five short ones side by side, others in lists, which have a section for each card. */
export function toChoiceMessages(groups: readonly Group[], rules: ChoiceRules): ApplePayload[] {
  const { listTitle, isList, losses } = rules;
  const rows = numbered(groups.filter(({ taps }) => taps.length > 0));
  if (rows.length === 0) return [];
  if (!isList && areQuick(rows)) return [toQuickReplies(rows, listTitle)];
  if (!isList) losses.push({ rule: "buttons_as_list", detail: `${rows.length} choices` });
  const lists = Array.from({ length: Math.ceil(rows.length / limits.list.rows) }, (_, index) =>
    rows.slice(index * limits.list.rows, (index + 1) * limits.list.rows),
  );
  if (lists.length > 1) losses.push({ rule: "list_split", detail: `${lists.length} lists` });
  return lists.map((some) => toList(some, listTitle));
}

function numbered(groups: readonly Group[]): Row[] {
  let number = 0;
  return groups.flatMap(({ title, taps }, group) =>
    taps.map((tap): Row => ({ ...tap, number: (number += 1), title: shorten(title, limits.list.section), group })),
  );
}

/** Several cards may have the same button: only a list says whose it is. */
function areQuick(rows: readonly Row[]): boolean {
  const { least, most, title: longest } = limits.quickReplies;
  return (
    rows.length >= least &&
    rows.length <= most &&
    rows.every(({ label, subtitle, picture }) => label.length <= longest && (subtitle ?? picture) === undefined) &&
    new Set(rows.map(({ group }) => group)).size === 1
  );
}

function toQuickReplies(rows: readonly Row[], title: string): ApplePayload {
  const items = rows.map((row) => ({ identifier: identifierOf(row), title: row.label }));
  return {
    message: interactive({ "quick-reply": { summaryText: title, items } }),
    needs: "QUICK",
    instead: inWords(rows),
  };
}

function toList(rows: readonly Row[], title: string): ApplePayload {
  const pictured = rows.filter(({ picture }) => picture !== undefined).slice(0, limits.list.pictures);
  const sections = [...Map.groupBy(rows, ({ group }) => group).values()].map((some, order): PickerSection => ({
    order,
    title: some[0]?.title || title,
    multipleSelection: false,
    items: some.map((row, index) => toItem(row, index, pictured.includes(row))),
  }));
  const bubble = { title, style: "icon" as const };
  return {
    message: interactive({ listPicker: { sections } }, { receivedMessage: bubble, replyMessage: bubble }),
    needs: "LIST",
    instead: inWords(rows),
    ...(pictured.length === 0
      ? {}
      : { pictures: Object.fromEntries(pictured.map(({ number, picture = "" }) => [String(number), picture])) }),
  };
}

function toItem(row: Row, order: number, hasPicture: boolean): PickerItem {
  const { label, subtitle, number } = row;
  return {
    identifier: identifierOf(row),
    order,
    style: hasPicture ? "icon" : "default",
    title: label,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(hasPicture ? { imageIdentifier: String(number) } : {}),
  };
}

/** Two choices may mean the same: the number tells them apart. */
export function identifierOf({ number, tap }: { readonly number: number; readonly tap: string }): string {
  return `${number}.${tap}`;
}

/** For devices that show no lists: people write the number or the words. */
function inWords(rows: readonly Row[]): string {
  return rows
    .flatMap(({ number, label, title, group }, index) => [
      ...(title === "" || rows[index - 1]?.group === group ? [] : [withoutFileSigns(title)]),
      `${number}. ${withoutFileSigns(label)}`,
    ])
    .join("\n");
}
