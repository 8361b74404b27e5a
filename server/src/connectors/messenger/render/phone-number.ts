/** The number of a `tel:` address as Meta takes it: with the country. Undefined for others. */
export function phoneNumberOf(url: string): string | undefined {
  const number = /^tel:([^;]*)/i.exec(url)?.[1]?.replaceAll(/[ ().-]/g, "") ?? "";
  return /^\+\d{5,15}$/.test(number) ? number : undefined;
}
