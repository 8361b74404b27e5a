import { tokensOf, type Token } from "./token.ts";

/**
 * A pattern of words, e.g. `[the] {day} [of] {month}`: brackets hold what may be left out, parentheses alternatives
 * separated by `|`, braces a slot such as a number or a weekday. A list of templates is separated by `;`.
 */
export type Template = readonly Item[];

type Item =
  | { type: "word"; word: string }
  | { type: "slot"; name: string }
  | { type: "choice"; templates: readonly Template[]; optional: boolean };

/** What fills a slot at a token, the best first. */
export type SlotReader = (name: string, at: number) => readonly Slot[];

export type Slot = { value: unknown; next: number };

/** The values of the slots, in the order of the template. */
export type Captured = readonly { name: string; value: unknown }[];

type Continue = (index: number, captured: Captured) => void;

export type TemplateMatch = { captured: Captured; next: number };

export function parseTemplates(list: string): Template[] {
  return list
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each) => parseTemplate(each));
}

function parseTemplate(text: string): Template {
  const pieces = text.match(/\{\w+\}|[[\]()|]|[^[\]()|{}]+/g) ?? [];
  let at = 0;
  const sequence = (): Item[] => {
    const items: Item[] = [];
    for (; at < pieces.length && !/^[\])|]$/.test(pieces[at] ?? ""); at++) {
      const piece = pieces[at] ?? "";
      if (piece === "[" || piece === "(") items.push(choice(piece === "["));
      else if (piece.startsWith("{")) items.push({ type: "slot", name: piece.slice(1, -1) });
      else items.push(...tokensOf(piece).map(({ text: word }): Item => ({ type: "word", word })));
    }
    return items;
  };
  const choice = (optional: boolean): Item => {
    const templates: Template[] = [];
    do {
      at += 1;
      templates.push(sequence());
    } while (pieces[at] === "|");
    return { type: "choice", templates, optional };
  };
  const template = sequence();
  if (at < pieces.length)
    throw new TypeError(`the template "${text}" has a bracket too many at "${pieces.slice(at).join("")}"`);
  return template;
}

/** What a template may begin with: words, and slots as `{name}`. */
export function beginningsOf(template: Template): string[] {
  const [item, ...rest] = template;
  if (item === undefined) return [];
  if (item.type === "word") return [item.word];
  if (item.type === "slot") return [`{${item.name}}`];
  const inside = item.templates.flatMap((each) => beginningsOf([...each, ...rest]));
  return item.optional ? [...inside, ...beginningsOf(rest)] : inside;
}

/** All words of a template. */
export function wordsOfTemplate(template: Template): string[] {
  return template.flatMap((item) =>
    item.type === "word" ? [item.word] : item.type === "choice" ? item.templates.flatMap(wordsOfTemplate) : [],
  );
}

/** All ways in which a template fits the tokens from an index on. */
export function matchTemplate(
  template: Template,
  tokens: readonly Token[],
  at: number,
  slots: SlotReader,
): TemplateMatch[] {
  const matches: TemplateMatch[] = [];
  /** `then` goes on behind the items. */
  const walk = (items: Template, from: number, index: number, captured: Captured, then: Continue): void => {
    const item = items[from];
    if (item === undefined) {
      then(index, captured);
      return;
    }
    switch (item.type) {
      case "word":
        if (tokens[index]?.text === item.word) walk(items, from + 1, index + 1, captured, then);
        return;
      case "slot":
        for (const { value, next } of slots(item.name, index)) {
          walk(items, from + 1, next, [...captured, { name: item.name, value }], then);
        }
        return;
      case "choice": {
        const rest: Continue = (next, more) => walk(items, from + 1, next, more, then);
        for (const each of item.templates) walk(each, 0, index, captured, rest);
        if (item.optional) rest(index, captured);
      }
    }
  };
  walk(template, 0, at, [], (next, captured) => matches.push({ captured, next }));
  return matches;
}
