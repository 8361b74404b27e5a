/**
 * What Teams refuses of a message, or does not show, by what learn.microsoft.com and adaptivecards.io say. Numbers stand here a second time on purpose:
 * a wrong one in the connector must not be wrong here, too.
 */
type Fields = Record<string, unknown>;

/** @returns Teams' code; undefined: it takes the message. */
export function findRefusal(message: Fields): string | undefined {
  // The strictest size of bots' messages that was documented, in UTF-16. Bytes of pictures do not count.
  const counted = JSON.stringify(message, (key, value: unknown) => (key === "contentUrl" ? "" : value));
  if (counted.length * 2 > 40_000) return "MessageSizeTooBig";
  if (!counted.isWellFormed() || /\\ud[89a-f]/i.test(counted)) return "BadSyntax";
  const { text = "", attachments = [], textFormat = "markdown", attachmentLayout = "list" } = message;
  if (typeof text !== "string" || !Array.isArray(attachments)) return "BadArgument";
  // It would make two messages of it, and name neither.
  if ((text.trim() === "") !== attachments.length > 0) return "BadArgument";
  if (textFormat === "xml" && !isMarkup(text)) return "BadArgument";
  if (attachmentLayout === "carousel" && attachments.length > 10) return "BadArgument";
  return attachments.every((each) => isAttachment(each as Fields)) ? undefined : "BadArgument";
}

const known = ["p", "b", "i", "s", "a", "br", "pre", "code", "blockquote"];

/** Of the elements that all devices show, each closed in its turn. */
function isMarkup(text: string): boolean {
  const open: string[] = [];
  for (const [, close = "", name = "", more = ""] of text.matchAll(/<(\/?)([a-z]+)([^<>]*)>/g)) {
    if (!known.includes(name)) return false;
    if (name === "a" && close === "" && !/^ href="(?:https?:|mailto:|tel:)[^"]*"$/.test(more)) return false;
    if (name === "br") continue;
    if (close === "") open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && !/[<>]/.test(text.replaceAll(/<\/?[a-z]+[^<>]*>/g, ""));
}

function isAttachment({ contentType, content, contentUrl }: Fields): boolean {
  if (contentType === "application/vnd.microsoft.card.adaptive") return isCard(content as Fields);
  return typeof contentType === "string" && contentType.startsWith("image/") && typeof contentUrl === "string";
}

function isCard({ type, version, body }: Fields): boolean {
  const ids = inputsIn(body).map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return false;
  return type === "AdaptiveCard" && version === "1.5" && isListOf(body, 1_000, isElement);
}

function isElement(element: Fields): boolean {
  switch (element["type"]) {
    case "TextBlock":
      return isText(element["text"]) && element["wrap"] === true;
    case "Image":
      return isUrl(element["url"], /^https:\/\//) && typeof element["altText"] === "string";
    case "Container":
      return isListOf(element["items"], 1_000, isElement);
    case "ActionSet":
      return isListOf(element["actions"], 6, isAction);
    default:
      return isInput(element);
  }
}

function isInput({ type, id, label, title, isRequired, errorMessage, choices }: Fields): boolean {
  const isNamed = isText(id) && (isText(label) || isText(title));
  const isComplete = isRequired !== true || isText(errorMessage);
  if (type === "Input.ChoiceSet")
    return (
      isNamed && isComplete && isListOf(choices, 1_000, (choice) => isText(choice["title"]) && isText(choice["value"]))
    );
  return isNamed && isComplete && /^Input\.(?:Text|Number|Date|Time|Toggle)$/.test(String(type));
}

function isAction({ type, title, url, data }: Fields): boolean {
  if (!isText(title) || String(title).length > 100) return false;
  if (type === "Action.OpenUrl") return isUrl(url, /^https?:\/\//);
  return type === "Action.Submit" && typeof data === "object" && data !== null;
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

export type ShownButton = { label: string; data?: Fields; url?: string };

/** The buttons of a message, as people see them. */
export function buttonsIn(value: unknown): ShownButton[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (typeof value !== "object" || value === null) return [];
  const { type, title, data, url, ...rest } = value as Fields;
  if (!String(type).startsWith("Action.")) return buttonsIn(Object.values(rest));
  return [
    {
      label: String(title),
      ...(typeof data === "object" ? { data: data as Fields } : {}),
      ...(typeof url === "string" ? { url } : {}),
    },
  ];
}

export function inputsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(inputsIn);
  if (typeof value !== "object" || value === null) return [];
  const own = String((value as Fields)["type"]).startsWith("Input.") ? [value as Fields] : [];
  return [...own, ...inputsIn(Object.values(value))];
}

/** The texts of a message, each as it is sent. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  const { text, altText, type, data: _data, ...rest } = value as Fields;
  return [
    ...(typeof text === "string" ? [text] : []),
    ...(type === "Image" && typeof altText === "string" ? [altText] : []),
    ...textsIn(Object.values(rest)),
  ];
}
