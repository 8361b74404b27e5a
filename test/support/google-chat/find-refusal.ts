/**
 * What Google Chat refuses of a message, or does not show, by what developers.google.com/workspace/chat says. Numbers stand here a second time on
 * purpose: a wrong one in the connector must not be wrong here, too.
 */
type Fields = Record<string, unknown>;

/** @returns why; undefined: it takes the message. */
export function findRefusal(message: Fields): string | undefined {
  const json = JSON.stringify(message);
  if (Buffer.byteLength(json) > 32_000) return "more than 32,000 bytes";
  if (/\\ud[89a-f]/i.test(json)) return "half of a surrogate pair";
  const { text = "", cardsV2 = [], fallbackText = "", ...rest } = message;
  if (Object.keys(rest).some((name) => name !== "thread")) return "an unknown field";
  if (typeof text !== "string" || typeof fallbackText !== "string" || !Array.isArray(cardsV2)) return "a wrong type";
  if (text.length > 4_096) return "more than 4,096 characters";
  if (text.trim() === "" && cardsV2.length === 0) return "nothing";
  if (/<users\//.test(text)) return "a mention";
  return (cardsV2 as Fields[]).every(isCard) ? undefined : "a card that is none";
}

function isCard({ cardId, card }: Fields): boolean {
  const { sections } = card as { sections: Fields[] };
  const names = inputsIn(card).map(({ name }) => name);
  if (typeof cardId !== "string" || new Set(names).size !== names.length) return false;
  // More than 100 widgets are left out.
  return countOf(card) <= 100 && isListOf(sections, 100, ({ widgets }) => isListOf(widgets, 100, isWidget));
}

function countOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + countOf(each), 0);
  if (typeof value !== "object" || value === null) return 0;
  const { widgets, footerWidgets, ...rest } = value as Fields;
  const own = [widgets, footerWidgets].flatMap((list) => (Array.isArray(list) ? list : []) as Fields[]);
  return own.length + countOf(own) + countOf(Object.values(rest));
}

function isWidget(widget: Fields): boolean {
  const [[kind, given] = ["", {}], ...others] = Object.entries(widget) as [string, Fields][];
  if (others.length > 0) return false;
  switch (kind) {
    case "textParagraph":
      return isText(given["text"]) && isMarkup(String(given["text"]));
    case "image":
      return isUrl(given["imageUrl"], /^https:\/\//) && typeof given["altText"] === "string";
    case "buttonList":
      return isListOf(given["buttons"], 100, isButton);
    case "carousel":
      return isListOf(given["carouselCards"], 10, (card) =>
        [card["widgets"], card["footerWidgets"] ?? card["widgets"]].every((list) => isListOf(list, 100, isNested)),
      );
    default:
      return isInput(kind, given);
  }
}

function isNested(widget: Fields): boolean {
  return ["textParagraph", "image", "buttonList"].includes(Object.keys(widget)[0] ?? "") && isWidget(widget);
}

function isInput(kind: string, { name, label, type, items }: Fields): boolean {
  if (!isText(name) || !isText(label)) return false;
  if (kind === "textInput") return type === "SINGLE_LINE" || type === "MULTIPLE_LINE";
  if (kind === "dateTimePicker") return type === "DATE_ONLY" || type === "TIME_ONLY";
  if (kind !== "selectionInput" || !/^(?:CHECK_BOX|RADIO_BUTTON|DROPDOWN)$/.test(String(type))) return false;
  return isListOf(items, 1_000, (item) => isText(item["text"]) && isText(item["value"]));
}

function isButton({ text, onClick }: Fields): boolean {
  const { openLink, action } = onClick as { openLink?: Fields; action?: Fields };
  if (!isText(text) || String(text).length > 100 || (openLink === undefined) === (action === undefined)) return false;
  if (openLink !== undefined) return isUrl(openLink["url"], /^https?:\/\//);
  return (
    isText(action?.["function"]) &&
    isListOf(action?.["parameters"], 100, ({ key, value }) => isText(key) && typeof value === "string")
  );
}

/** Of the elements that cards show, each closed in its turn. */
function isMarkup(text: string): boolean {
  const open: string[] = [];
  for (const [, close = "", name = "", more = ""] of text.matchAll(/<(\/?)([a-z]+)([^<>]*)>/g)) {
    if (!["b", "i", "s", "a"].includes(name)) return false;
    if (name === "a" && close === "" && !/^ href="(?:https?:|mailto:|tel:)[^"]*"$/i.test(more)) return false;
    if (close === "") open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && !text.replaceAll(/<\/?[a-z]+[^<>]*>/g, "").includes("<");
}

function isListOf(list: unknown, most: number, isOne: (each: Fields) => boolean): boolean {
  return Array.isArray(list) && list.length > 0 && list.length <= most && list.every(isOne);
}

function isText(text: unknown): boolean {
  return typeof text === "string" && text.trim() !== "";
}

function isUrl(url: unknown, form: RegExp): boolean {
  return typeof url === "string" && url.length <= 2_048 && form.test(url) && URL.canParse(url);
}

export type ShownButton = {
  label: string;
  url?: string;
  action?: { function: string; parameters: { key: string; value: string }[]; requiredWidgets?: string[] };
};

/** The buttons of a message, as people see them. */
export function buttonsIn(value: unknown): ShownButton[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (typeof value !== "object" || value === null) return [];
  const { text, onClick } = value as {
    text?: string;
    onClick?: { openLink?: { url: string } } & Pick<ShownButton, "action">;
  };
  if (onClick === undefined) return buttonsIn(Object.values(value));
  const { openLink, action } = onClick;
  return [
    {
      label: String(text),
      ...(openLink === undefined ? {} : { url: openLink.url }),
      ...(action === undefined ? {} : { action }),
    },
  ];
}

/** What a tap on the button brings back. */
export function tokenOf({ action }: ShownButton): string {
  return action?.parameters[0]?.value ?? "";
}

export function inputsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(inputsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    ["textInput", "selectionInput", "dateTimePicker"].includes(key) ? [each as Fields] : inputsIn(each),
  );
}

/** The texts of a message, each as it is sent. */
export function textsIn({ text, cardsV2 }: Fields): string[] {
  return [...(typeof text === "string" ? [text] : []), ...paragraphsIn(cardsV2)];
}

function paragraphsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(paragraphsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === "textParagraph" ? [String((each as Fields)["text"])] : paragraphsIn(each),
  );
}

/** A text as people read it, without marks. */
export function asRead(text: string): string {
  return (
    text
      .replaceAll(/<(?:https?:|mailto:|tel:)[^|<>]*\|([^<>]*)>/g, "$1")
      // An element, or a mention. What follows on a sign that nobody sees, or on a blank, is neither.
      .replaceAll(/<\/?[a-z][^<>]*>/gi, "")
      .replaceAll("\u200b", "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&")
  );
}
