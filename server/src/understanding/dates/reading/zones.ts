import type { DateText } from "./date-text.ts";

/** Common abbreviations, in minutes ahead of UTC. CLDR has no table from abbreviations to offsets. */
const offsets: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  JST: 540,
};

/** A time zone behind a time: in capitals, or as "+02:00", because "at 5 pm art class" is not Argentina Time. */
export function zoneAt(
  { tokens, text, tokenAfter }: DateText,
  at: number,
  original: (token: number) => string,
): { offset: number; next: number } | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  const named = offsets[original(at)];
  if (named !== undefined && token.type === "word") return { offset: named, next: at + 1 };
  if (!/^[+-]$/.test(token.text) || !token.glued) return undefined;
  const match = /^([+-])(\d\d):?(\d\d)(?!\d)/.exec(text.slice(token.from, token.from + 7));
  if (match === null) return undefined;
  const next = tokenAfter(token.from + match[0].length);
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return next === undefined || minutes > 14 * 60 ? undefined : { offset: match[1] === "-" ? -minutes : minutes, next };
}
