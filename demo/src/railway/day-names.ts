/** "Monday", "lundi". @param day Monday 1 to Sunday 7 */
export function dayName(day: number, locale: string): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, day));
}

/** The words before a time: "" for today, "tomorrow ", or "Monday ". */
export function dayBefore({ inDays, day }: { inDays: number; day: number }, locale: string): string {
  if (inDays === 0) return "";
  const tomorrow = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(1, "day");
  return `${inDays === 1 ? tomorrow : dayName(day, locale)} `;
}
