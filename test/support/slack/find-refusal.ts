/**
 * What Slack refuses of a message, by the limits that docs.slack.dev names. Numbers stand here a second time on purpose: a wrong one in the connector
 * must not be wrong here, too.
 */
export type PostedMessage = { text?: unknown; blocks?: unknown; [field: string]: unknown };

type Fields = Record<string, unknown>;

/** @returns Slack's code; undefined: it takes the message. */
export function findRefusal({ text, blocks }: PostedMessage): string | undefined {
  if (typeof text !== "string" || text.trim() === "") return "no_text";
  if (text.length > 40_000) return "msg_too_long";
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks) || blocks.length > 50) return "invalid_blocks";
  const actionIds = blocks.flatMap((block: Fields) => idsIn(block));
  if (new Set(actionIds).size !== actionIds.length) return "invalid_blocks";
  return blocks.every((block: Fields) => isBlock(block)) ? undefined : "invalid_blocks";
}

/** Texts that people read, of a message. */
export function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== "object" || value === null) return [];
  const { text, alt_text: alt, ...rest } = value as Fields;
  return [
    ...(typeof text === "string" ? [text] : wordsIn(text)),
    ...(typeof alt === "string" ? [alt] : []),
    ...wordsIn(Object.values(rest)),
  ];
}

export type ShownButton = { label: string; value?: string; url?: string; actionId: string };

export function buttonsIn(blocks: unknown): ShownButton[] {
  if (Array.isArray(blocks)) return blocks.flatMap(buttonsIn);
  if (typeof blocks !== "object" || blocks === null) return [];
  const { type, text, value, url, action_id: id, ...rest } = blocks as Fields;
  if (type !== "button") return buttonsIn([text, ...Object.values(rest)]);
  return [
    {
      label: String((text as Fields)["text"]),
      actionId: String(id),
      ...(typeof value === "string" ? { value } : {}),
      ...(typeof url === "string" ? { url } : {}),
    },
  ];
}

function idsIn(block: Fields): string[] {
  return buttonsIn(block).map(({ actionId }) => actionId);
}

function isBlock(block: Fields): boolean {
  switch (block["type"]) {
    case "section":
      return (
        isText(block["text"], 3_000) && (block["accessory"] === undefined || isImage(block["accessory"] as Fields))
      );
    case "header":
      return isText(block["text"], 150, "plain_text");
    case "context":
      return isListOf(block["elements"], 10, (each) => isText(each, 3_000));
    case "actions":
      return isListOf(block["elements"], 25, isButton);
    case "carousel":
      return isListOf(block["elements"], 10, isCard);
    case "image":
      return isImage(block);
    case "divider":
      return true;
    default:
      return false;
  }
}

function isListOf(list: unknown, most: number, isOne: (each: Fields) => boolean): boolean {
  return Array.isArray(list) && list.length > 0 && list.length <= most && list.every(isOne);
}

function isText(given: unknown, most: number, only?: string): boolean {
  const { type, text } = (given ?? {}) as Fields;
  const isType = only === undefined ? type === "mrkdwn" || type === "plain_text" : type === only;
  return isType && typeof text === "string" && text.length > 0 && text.length <= most && text.isWellFormed();
}

function isImage({ type, image_url: url, alt_text: alt }: Fields): boolean {
  const isUrl = typeof url === "string" && url.length <= 3_000 && /^https?:\/\//.test(url);
  return type === "image" && isUrl && typeof alt === "string" && alt.length > 0 && alt.length <= 2_000;
}

function isButton({ type, text, action_id: id, value, url }: Fields): boolean {
  const isValue = value === undefined || (typeof value === "string" && value.length <= 2_000);
  const isUrl = url === undefined || (typeof url === "string" && url.length <= 3_000 && /^https?:\/\//.test(url));
  const isId = typeof id === "string" && id.length > 0 && id.length <= 255;
  return type === "button" && isText(text, 75, "plain_text") && isId && isValue && isUrl;
}

function isCard({ type, title, body, hero_image: image, actions }: Fields): boolean {
  const hasOne = [title, body, image, actions].some((each) => each !== undefined);
  return (
    type === "card" &&
    hasOne &&
    (title === undefined || isText(title, 150)) &&
    (body === undefined || isText(body, 200)) &&
    (image === undefined || isImage(image as Fields)) &&
    (actions === undefined || isListOf(actions, 3, isButton))
  );
}
