import { type IcuText, IcuSyntaxError, parseText } from "./icu-text.ts";
import type { Problem } from "./problem.ts";

/** One message of one locale: its texts by variant. Variants without text are left out. */
export type Variants = ReadonlyMap<string, readonly IcuText[]>;

/** The messages of one locale, by full key. */
export type LocaleMessages = ReadonlyMap<string, Variants>;

/**
 * Texts that stand in for those of the catalogues since the start, by their variants; a variant that is not in it is as the catalogue
 * says. Undefined: nothing stands in.
 */
export type RevisedTexts = (locale: string, key: string) => Variants | undefined;

/** The messages, and all problems in them: `invalid_message` and `empty`. */
export type ReadMessages = { messages: LocaleMessages; problems: Problem[] };

/** Reads the messages of one locale, from a literal or from JSON. An object with the key `default` is one message. */
export function readMessages(locale: string, source: unknown): ReadMessages {
  const messages = new Map<string, Variants>();
  const problems: Problem[] = [];
  if (!isObject(source)) {
    problems.push(invalid(locale, "", "the messages are not an object. Write { key: text }."));
    return { messages, problems };
  }
  readGroup(source, "", 0);
  return { messages, problems };

  function readGroup(group: Readonly<Record<string, unknown>>, prefix: string, depth: number): void {
    for (const [name, value] of Object.entries(group)) {
      const key = `${prefix}${name}`;
      if (!keyPattern.test(name)) {
        problems.push(invalid(locale, key, "a key is made of letters, digits, _ and -, and starts with no sign."));
      } else if (depth > deepest) {
        problems.push(invalid(locale, key, `groups are nested more than ${deepest} deep. Flatten them.`));
      } else if (isObject(value) && !Object.hasOwn(value, "default")) {
        readGroup(value, `${key}.`, depth + 1);
      } else {
        readMessage(key, isObject(value) ? value : { default: value });
      }
    }
  }

  function readMessage(key: string, byVariant: Readonly<Record<string, unknown>>): void {
    const variants = new Map<string, readonly IcuText[]>();
    for (const [variant, wording] of Object.entries(byVariant)) {
      const texts = readWording(key, variant, wording);
      if (texts.length > 0) variants.set(variant, texts);
    }
    messages.set(key, variants);
  }

  function readWording(key: string, variant: string, wording: unknown): IcuText[] {
    const variantPrefix = variant === "default" ? "" : `${variant}: `;
    const texts: unknown[] = Array.isArray(wording) ? wording : [wording];
    if (texts.length === 0) problems.push(empty(locale, key, `${variantPrefix}the list of alternatives is empty.`));
    return texts.flatMap((text, index) => {
      const textPrefix = Array.isArray(wording) ? `${variantPrefix}alternative ${index + 1}: ` : variantPrefix;
      if (typeof text !== "string") {
        problems.push(invalid(locale, key, `${textPrefix}${notText}`));
        return [];
      }
      if (text.trim() === "") {
        problems.push(empty(locale, key, `${textPrefix}there is no text. Write one, or leave the key out.`));
        return [];
      }
      try {
        return [parseText(text, locale)];
      } catch (error) {
        if (!(error instanceof IcuSyntaxError)) throw error;
        problems.push(invalid(locale, key, `${textPrefix}${error.message}`));
        return [];
      }
    });
  }
}

/** Dots separate groups. A name that begins with a sign, such as `__proto__`, is refused. */
const keyPattern = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u;
const deepest = 10;
const notText =
  "this is neither a text nor a list of texts. (An object with the key `default` is one message in variants; " +
  "a group cannot have a message called `default`.)";

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(locale: string, key: string, detail: string): Problem {
  return { kind: "invalid_message", locale, key, detail };
}

function empty(locale: string, key: string, detail: string): Problem {
  return { kind: "empty", locale, key, detail };
}
