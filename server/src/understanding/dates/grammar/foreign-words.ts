import { shippedLanguages } from "#understanding/languages/shipped.ts";
import { weekdayNames } from "./names.ts";
import { relativeDays } from "./relative-names.ts";

/** Other languages in which people may write to a bot. */
const others = "ar bg ca cs da el fi he hr hu id nb pl ro ru sk sv tr uk vi".split(" ");

let known: ReadonlySet<string> | undefined;

/**
 * Words for days in many languages (CLDR): "jutro" in "jutro 20:00" says that this is another day, even to a bot that has no
 * Polish. Built when the first date is found.
 */
export function foreignDateWords(): ReadonlySet<string> {
  known ??= new Set(
    [...shippedLanguages.map(({ language }) => language), ...others].flatMap((language) => {
      const names = [...weekdayNames(language, undefined, undefined).values()].flat();
      const full = names.filter(({ short, tokens }) => !short && tokens.length === 1);
      const days = Object.values(relativeDays(language)).filter((words) => /^\p{L}+$/u.test(words));
      return [...full.map(({ tokens }) => tokens[0] ?? ""), ...days].filter(
        (word) => word.length > 2 || !/^[a-z]*$/.test(word),
      );
    }),
  );
  return known;
}
