import { formatSpan } from "#i18n/times.ts";

/** How long something took: `350 ms`, `2.4 sec`, `12 min`. */
export function formatMs(ms: number | undefined, locale: string): string {
  if (ms === undefined) return "–";
  if (ms >= 60_000) return formatSpan(ms, locale);
  const isShort = ms < 1_000;
  const unit = isShort ? "millisecond" : "second";
  const value = isShort ? Math.round(ms) : Math.round(ms / 100) / 10;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
}

/** A day by its date alone, whatever the zone of the browser is. */
export function formatDate(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
  return format.format(Date.parse(day));
}

export function formatShare(part: number, whole: number, locale: string): string {
  if (whole === 0) return "–";
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(part / whole);
}
