declare const linkBrand: unique symbol;

/**
 * The address of a story, or of one of its steps, with parameters: `intent?param=value&_step=name`. Made by
 * `story.link()` and `story.step()`, carried by buttons and quick replies, and untrusted when it comes back: parameters
 * pass the story's schema again. The form is Tock's, so that links travel between both.
 */
export type Link = string & { readonly [linkBrand]: true };

/** Values a link can carry; they travel as text, so a schema must read them from text. */
export type LinkParams = Readonly<Record<string, string | number | boolean | undefined>>;

/** What a link says, before the story's schema has read its parameters. */
export type ParsedLink = { intent: string; step?: string; params: Record<string, string> };

/** The link to a story, or to one of its steps. Parameters that are undefined are left out. */
export function encodeLink(intent: string, params: LinkParams = {}, step?: string): Link {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, String(value));
  if (step !== undefined) query.set("_step", step);
  const text = query.toString();
  return `${encodeURIComponent(intent)}${text === "" ? "" : `?${text}`}` as Link;
}

/** The link with these parameters in place of those that have their names, as a form sends it. */
export function withParams(link: Link, params: LinkParams): Link {
  const { intent, step, params: own } = parseLink(link);
  return encodeLink(intent, { ...own, ...params }, step);
}

/**
 * Total: any text is a link to something. Other reserved parameters (`_previous_intent`, `_source` …) are left out of
 * `params`; a part that cannot be decoded is kept as it is written.
 */
export function parseLink(text: string): ParsedLink {
  const mark = text.indexOf("?");
  const intent = decode(mark < 0 ? text : text.slice(0, mark));
  const params: Record<string, string> = Object.create(null) as Record<string, string>;
  let step: string | undefined;
  for (const [name, value] of new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1))) {
    if (name === "_step") step = value;
    else if (!name.startsWith("_")) params[name] = value;
  }
  return step === undefined ? { intent, params } : { intent, step, params };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
