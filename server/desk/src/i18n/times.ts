import { useSyncExternalStore } from "react";
import { texts, useLocale } from "./texts.ts";

const minute = 60_000;
const units = [
  ["day", 1_440],
  ["hour", 60],
  ["minute", 1],
] as const;

/** How long something takes or took, in its largest unit: `4 min`, `2 hr`, `3 days`. */
export function formatSpan(ms: number, language: string): string {
  const minutes = Math.max(0, Math.floor(ms / minute));
  const [unit, length] = units.find(([, length]) => minutes >= length) ?? (["minute", 1] as const);
  const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" });
  return format.format(Math.floor(minutes / length));
}

export function formatTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(at);
}

export function formatMoment(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** Today and yesterday by their names. */
export function formatDay(at: number, now: number, language: string): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / 86_400_000);
  if (days === 0 || days === -1) {
    const name = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  }
  return new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    at,
  );
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** One clock for all that ages on the page. */
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 15_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Milliseconds since 1970, to within 15 seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

export type Formats = {
  /** How old something is. */
  span: (ms: number) => string;
  /** How long somebody waits. */
  wait: (ms: number) => string;
  time: (at: number) => string;
  moment: (at: number) => string;
};

export function useFormats(): Formats {
  const language = useLocale();
  return {
    span: (ms) => (ms < minute ? texts().t("justNow") : formatSpan(ms, language)),
    wait: (ms) => formatSpan(ms, language),
    time: (at) => formatTime(at, language),
    moment: (at) => formatMoment(at, language),
  };
}
