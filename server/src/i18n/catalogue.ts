import { ConfigError } from "#app/errors.ts";
import { formatText } from "./format-text.ts";
import { isLocale, localeChain, parentsOf } from "./locale.ts";
import type { ArgumentsFor, Checked, KeyOf } from "./message-types.ts";
import { describeProblem, type Problem } from "./problem.ts";
import { type LocaleMessages, readMessages, type RevisedTexts } from "./read-messages.ts";
import type { Rotation } from "./rotation.ts";

/** The person that a text is for. A turn is a `Listener`. */
export type Listener = {
  /** BCP 47. If the catalogue does not have this locale, the nearest one is used. */
  readonly locale: string;
  /** Kind of channel: `web`, `messenger` … */
  readonly channel?: string;
  /** How the words reach the person. Default `text`. */
  readonly interface?: "text" | "voice";
  /** Chooses among alternatives. Without it, the first one is used. */
  readonly rotation?: Rotation;
  /** IANA name, for dates and times. Default: the time zone of the process. */
  readonly timeZone?: string;
  /** What the team has written at the desk, which is said in place of the catalogue's. */
  readonly revised?: RevisedTexts | undefined;
  /** Called once for each missing text or argument: for the log. */
  readonly onMissing?: (missing: Missing) => void;
};

/** The messages of `locale` lack this key, or the caller has not passed an argument. Neither stops the turn. */
export type Missing =
  | { readonly kind: "key"; readonly locale: string; readonly key: string }
  | { readonly kind: "argument"; readonly locale: string; readonly key: string; readonly argument: string };

/** Gives the text of a message by its key. Never throws. */
export type Say<Source> = <Key extends KeyOf<Source>>(key: Key, ...args: ArgumentsFor<Source, Key>) => string;

/** The messages of a bot, in all its locales. */
export interface Catalogue<Source> {
  (listener: Listener): Say<Source>;
  /** The first locale defines keys and arguments. */
  readonly locales: readonly [string, ...string[]];
  /** By locale: its parsed messages. */
  readonly messages: ReadonlyMap<string, LocaleMessages>;
  /** The empty texts that were found while reading. */
  readonly empty: readonly Problem[];
}

/**
 * The messages of a bot. The first locale is the source: the compiler checks all uses and all other locales against its
 * keys and the arguments of its texts (ICU MessageFormat).
 *
 * ```ts
 * const words = catalogue({
 *   locales: ["en", "fr"],
 *   messages: {
 *     en: { hello: "Hello {name}!", fares: { heading: "{count, plural, one {# fare} other {# fares}}" } },
 *     fr: { hello: "Bonjour {name} !", fares: { heading: "{count, plural, one {# tarif} other {# tarifs}}" } },
 *   },
 * });
 *
 * const t = words(turn);
 * yield t("hello", { name });
 * yield t("fares.heading", { count: 3 });
 * ```
 * A message is a text, a list of alternatives, or an object with the key `default` and variants by channel and
 * interface. An apostrophe is an apostrophe; `'{'` is a brace.
 *
 * Messages may also be unknown at compile time (parsed JSON). `findProblems` compares them with the source.
 * @throws ConfigError with all texts that cannot be read, by locale and key.
 */
export function catalogue<
  const Locales extends readonly [string, ...string[]],
  const All extends Readonly<Record<string, unknown>>,
>(definition: {
  readonly locales: Locales;
  readonly messages: All & Checked<Locales, All>;
}): Catalogue<All[Locales[0]]> {
  const { locales } = definition;
  const { messages, problems } = readAll(locales, definition.messages);
  const invalid = problems.filter(({ kind }) => kind === "invalid_message");
  if (invalid.length > 0) throw new ConfigError(invalid.map(describeProblem));

  const chains = new Map(locales.map((locale) => [locale, localeChain(locales, locale)]));
  const reported = new Set<string>();

  function say(listener: Listener, key: string, args: Readonly<Record<string, unknown>>): string {
    const variants = variantNames(listener);
    for (const locale of chains.get(listener.locale) ?? localeChain(locales, listener.locale)) {
      const message = messages.get(locale)?.get(key);
      const revised = listener.revised?.(locale, key);
      const variant = variants.find((name) => revised?.has(name) === true || message?.has(name) === true);
      const texts = variant === undefined ? undefined : (revised?.get(variant) ?? message?.get(variant));
      if (texts === undefined) {
        if (parentsOf(locale, locales).length === 0) report(listener, { kind: "key", locale, key });
        continue;
      }
      const turn = texts.length > 1 ? (listener.rotation?.next(key, texts.length) ?? 0) : 0;
      const text = texts[turn] ?? texts[0];
      if (text === undefined) continue;
      return formatText(text, args, listener.timeZone, (argument) =>
        report(listener, { kind: "argument", locale, key, argument }),
      );
    }
    return key;
  }

  function report(listener: Listener, missing: Missing): void {
    const id = JSON.stringify(missing);
    if (reported.has(id)) return;
    // Code may build keys at run time, so the number of missing keys has no limit.
    if (reported.size >= mostReported) reported.clear();
    reported.add(id);
    listener.onMissing?.(missing);
  }

  return Object.assign(
    (listener: Listener): Say<All[Locales[0]]> =>
      (key, ...[args]) =>
        say(listener, key, args ?? {}),
    { locales, messages, empty: problems },
  );
}

const mostReported = 1000;

/** The most specific first. */
function variantNames({ channel, interface: face = "text" }: Listener): string[] {
  return channel === undefined ? [face, "default"] : [`${channel}.${face}`, channel, face, "default"];
}

function readAll(
  locales: readonly string[],
  all: Readonly<Record<string, unknown>>,
): { messages: Map<string, LocaleMessages>; problems: Problem[] } {
  const messages = new Map<string, LocaleMessages>();
  const problems: Problem[] = [];
  for (const locale of locales) {
    if (!isLocale(locale)) {
      problems.push({ kind: "invalid_message", locale, key: "", detail: "this is no locale. Write e.g. fr or fr-CA." });
      continue;
    }
    if (!Object.hasOwn(all, locale)) {
      problems.push({
        kind: "invalid_message",
        locale,
        key: "",
        detail: "it has no messages. Add them, or take it out.",
      });
      continue;
    }
    const read = readMessages(locale, all[locale]);
    messages.set(locale, read.messages);
    problems.push(...read.problems);
  }
  for (const locale of Object.keys(all).filter((name) => !locales.includes(name))) {
    problems.push({ kind: "invalid_message", locale, key: "", detail: "this locale is not among `locales`. Add it." });
  }
  return { messages, problems };
}
