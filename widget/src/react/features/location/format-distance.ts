/** `30 m`, `1.2 km`, with two digits that mean something: an accuracy is an estimate. */
export function formatDistance(metres: number, locale: string): string {
  const isFar = metres >= 1000;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: isFar ? "kilometer" : "meter",
    maximumSignificantDigits: 2,
  })
    .format(isFar ? metres / 1000 : Math.max(metres, 1))
    .replaceAll(" ", "\u00a0");
}
