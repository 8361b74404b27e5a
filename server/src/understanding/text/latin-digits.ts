/** "٣", "३" and "３" are 3. The digits of all scripts come from CLDR. */
export function withLatinDigits(text: string): string {
  return foreignDigit.test(text) ? text.replaceAll(everyForeignDigit, (digit) => digits().get(digit) ?? digit) : text;
}

const foreignDigit = /(?![0-9])\p{Nd}/u;
const onlyForeignDigit = /^(?![0-9])\p{Nd}$/u;
const everyForeignDigit = /(?![0-9])\p{Nd}/gu;

let known: ReadonlyMap<string, string> | undefined;

/** Built at the first digit of another script, because most conversations never have one. */
function digits(): ReadonlyMap<string, string> {
  known ??= new Map(
    Intl.supportedValuesOf("numberingSystem").flatMap((numberingSystem) => {
      const format = new Intl.NumberFormat("en", { numberingSystem, useGrouping: false });
      const all = Array.from("0123456789", (digit) => [format.format(Number(digit)), digit] as const);
      return all.filter(([written]) => onlyForeignDigit.test(written));
    }),
  );
  return known;
}

/** ½, ¾, ⅓: one sign for a number below one. */
export function isVulgarFraction(character: string): boolean {
  return vulgar.test(character);
}

const vulgar = /[¼½¾⅐-⅞↉]/u;
