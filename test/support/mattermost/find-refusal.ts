/**
 * What Mattermost refuses of a post, by the limits that its documentation names. Numbers stand here a second time on purpose: a wrong one in the
 * connector must not be wrong here, too.
 */
export type PostedPost = { message: string; props: Fields; file_ids?: string[] };

type Fields = Record<string, unknown>;

/** @returns Mattermost's code; undefined: it takes the post. `hasBlocks`: it is a version with blocks. */
export function findRefusal(
  { message, props, file_ids: files = [] }: PostedPost,
  hasBlocks: boolean,
): string | undefined {
  if (Array.from(message).length > 16_383) return "model.post.is_valid.message_length.app_error";
  const { attachments, mm_blocks: blocks, mm_blocks_actions: actions } = props;
  if (message === "" && files.length === 0 && attachments === undefined && blocks === undefined)
    return "api.post.create_post.empty";
  if (JSON.stringify(props).length > 800_000) return "model.post.is_valid.props.app_error";
  if (attachments !== undefined && !isListOf(attachments, isAttachment)) return "attachments";
  if (blocks === undefined) return actions === undefined ? undefined : "unused actions";
  // An older one keeps them, and shows nothing of them.
  if (!hasBlocks) return "blocks are not shown";
  const all = blocksIn(blocks);
  if (!isListOf(blocks, isBlock) || all.length > 100) return "blocks";
  const texts = all.reduce((sum, { text = "" }) => sum + Array.from(String(text)).length, 0);
  if (texts > 16_000) return "blocks have too much text";
  const named = all.flatMap(({ action_id: id }) => (typeof id === "string" ? [id] : []));
  const entries = (actions ?? {}) as Record<string, Fields>;
  if (named.toSorted().join() !== Object.keys(entries).toSorted().join() || named.length > 50) return "actions";
  return Object.entries(entries).every(([id, entry]) => /^[A-Za-z0-9_-]{1,64}$/.test(id) && isAction(entry))
    ? undefined
    : "actions";
}

function isListOf(value: unknown, isGood: (item: Fields) => boolean): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === "object" && isGood(item as Fields))
  );
}

const isWeb = (url: unknown): boolean =>
  typeof url === "string" && /^https?:\/\/[^\s]+$/.test(url) && URL.canParse(url);

function isAttachment({ text, image_url: image, fallback, actions, ...others }: Fields): boolean {
  const isGood = (value: unknown) => value === undefined || typeof value === "string";
  if (!isGood(text) || !isGood(fallback) || Object.keys(others).length > 0) return false;
  if (image !== undefined && !isWeb(image)) return false;
  if (actions !== undefined && !isListOf(actions, isLegacyAction)) return false;
  return text !== undefined || image !== undefined || actions !== undefined;
}

function isLegacyAction({ id, type, name, integration }: Fields): boolean {
  const { url, context } = integration as Fields;
  const isNamed = typeof name === "string" && name !== "";
  return (
    typeof id === "string" &&
    /^[A-Za-z0-9]+$/.test(id) &&
    type === "button" &&
    isNamed &&
    isWeb(url) &&
    isContext(context)
  );
}

function isContext(context: unknown): boolean {
  const entries = Object.keys(context as Fields);
  return entries.length <= 50 && entries.every((name) => name.length <= 128);
}

function isAction({ type, url, context = {}, ...others }: Fields): boolean {
  return (
    (type === "external" || type === "openURL") && isWeb(url) && isContext(context) && Object.keys(others).length === 0
  );
}

/** With those inside of others. */
function blocksIn(value: unknown): Fields[] {
  return (Array.isArray(value) ? (value as Fields[]) : []).flatMap((block) => [block, ...blocksIn(block["content"])]);
}

function isBlock({ type, text, url, alt_text: alt, action_id: id, content }: Fields): boolean {
  switch (type) {
    case "text":
      return typeof text === "string" && text !== "";
    case "image":
      return isWeb(url) && typeof alt === "string";
    case "button":
      return typeof text === "string" && text !== "" && typeof id === "string";
    case "container":
      return isListOf(content, isBlock);
    default:
      return false;
  }
}

/** `url`: it opens a page. Else where a tap is posted to, with which context. */
export type ShownButton = { label: string; url?: string; action?: { url: string; context: Fields } };

/** The buttons of a post, in either form. */
export function buttonsIn({
  attachments = [],
  mm_blocks: blocks,
  mm_blocks_actions: actions = {},
}: Fields): ShownButton[] {
  const legacy = (attachments as Fields[]).flatMap(({ actions: some = [] }) => some as Fields[]);
  const buttons = blocksIn(blocks).filter(({ type }) => type === "button");
  return [
    ...legacy.map(({ name, integration }) => ({
      label: String(name),
      action: integration as ShownButton["action"] & {},
    })),
    ...buttons.map(({ text, action_id: id }) => {
      const label = String(text)
        .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1")
        .replaceAll("\u200b", "");
      const { type, url, context } = (actions as Record<string, Fields>)[String(id)] ?? {};
      return type === "openURL"
        ? { label, url: String(url) }
        : { label, action: { url: String(url), context: (context ?? {}) as Fields } };
    }),
  ];
}

/** Texts that people read, of a post. */
export function wordsIn({ message, props }: Pick<PostedPost, "message" | "props">): string[] {
  const attachments = (props["attachments"] ?? []) as Fields[];
  return [
    message,
    ...attachments.flatMap(({ text = "", fallback = "" }) => [String(text), String(fallback)]),
    ...blocksIn(props["mm_blocks"]).flatMap(({ text = "", alt_text: alt = "" }) => [String(text), String(alt)]),
  ].filter((words) => words !== "");
}
