import type { EventContent } from "#channel/event.ts";
import { decodeChoice, encodeChoice } from "#channel/kit/choice-code.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { Choice } from "#channel/message/plain-text.ts";
import { limits } from "./limits.ts";

/** The rows of a list have less room than buttons. */
const most = limits.list.id;

/**
 * What a button or row brings back: what a tap means, or a token for it where that has no room. Meta refuses two of one message that are
 * alike, so its number stands in it.
 */
export function writeChoiceId(choice: Exclude<Choice, { url: string }>, index: number, toToken: ToToken): string {
  const code = encodeChoice(choice);
  const whole = `c1.${index}.${code}`;
  return whole.length <= most ? whole : `t1.${index}.${toToken(code)}`;
}

/** The person has tapped what brings back `id` and shows `title`. It may be another program's that sends from the same number. */
export async function readChoiceId(
  id: string,
  title: string,
  readToken: (token: string) => Promise<string | undefined>,
): Promise<EventContent> {
  const [, kind, code = ""] = /^([ct]1)\.\d{1,4}\.(.*)$/s.exec(id) ?? [];
  const known = kind === "t1" ? await readToken(code) : kind === "c1" ? code : undefined;
  return decodeChoice(known) ?? { type: "postback", link: id, label: title, unproved: true };
}
