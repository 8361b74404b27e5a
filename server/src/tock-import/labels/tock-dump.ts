import { ConfigError } from "#app/errors.ts";

/** One label of Tock: a message in all languages. */
export type TockLabel = {
  readonly id: string;
  readonly category: string;
  readonly defaultLabel: string | undefined;
  readonly defaultLocale: string | undefined;
  readonly entries: readonly TockEntry[];
};

/** The texts of a label in one language, on one interface and, if `connector` is given, only on that type of connector. */
export type TockEntry = {
  readonly locale: string;
  readonly interface: "textChat" | "voiceAssistant" | "textAndVoiceAssistant";
  readonly connector: string | undefined;
  readonly validated: boolean;
  /** The label and its alternatives, as they are. Empty ones are left out. */
  readonly texts: readonly string[];
};

/** A part of the dump that is no label. `at` is its path in the dump. */
export type Unreadable = { readonly at: string; readonly detail: string };

/**
 * Reads the JSON that Tock Studio exports: a list of labels. It also reads `{ "labels": [...] }`, the form that the pages of
 * Studio get.
 * @throws ConfigError if it is no list of labels at all.
 */
export function readTockDump(json: unknown): { labels: TockLabel[]; unreadable: Unreadable[] } {
  const list: unknown = isObject(json) ? json["labels"] : json;
  if (!Array.isArray(list)) {
    throw new ConfigError([
      "This is no export of Tock's labels: expected a JSON list. Export them in Tock Studio as JSON.",
    ]);
  }
  const unreadable: Unreadable[] = [];
  const labels = list.flatMap((label: unknown, index) => readLabel(label, `label ${index + 1}`, unreadable));
  return { labels, unreadable };
}

function readLabel(label: unknown, at: string, unreadable: Unreadable[]): TockLabel[] {
  if (!isObject(label) || typeof label["_id"] !== "string" || !Array.isArray(label["i18n"])) {
    unreadable.push({ at, detail: "no label: it has no text _id or no list i18n." });
    return [];
  }
  const entries = label["i18n"].flatMap((entry: unknown, index) =>
    readEntry(entry, `${at}, text ${index + 1}`, unreadable),
  );
  return [
    {
      id: label["_id"],
      category: filledText(label["category"]) ?? "",
      defaultLabel: filledText(label["defaultLabel"]),
      defaultLocale: filledText(label["defaultLocale"]),
      entries,
    },
  ];
}

function readEntry(entry: unknown, at: string, unreadable: Unreadable[]): TockEntry[] {
  const locale = isObject(entry) ? filledText(entry["locale"]) : undefined;
  if (!isObject(entry) || locale === undefined) {
    unreadable.push({ at, detail: "no text: it has no locale." });
    return [];
  }
  const face = entry["interfaceType"];
  if (face !== "textChat" && face !== "voiceAssistant" && face !== "textAndVoiceAssistant") {
    unreadable.push({ at, detail: "its interfaceType is none of textChat, voiceAssistant, textAndVoiceAssistant." });
    return [];
  }
  const alternatives: unknown[] = Array.isArray(entry["alternatives"]) ? entry["alternatives"] : [];
  const candidates = [entry["label"], ...alternatives];
  if (candidates.some((text) => typeof text !== "string"))
    unreadable.push({ at, detail: "a label or alternative is no text." });
  const texts = candidates.filter((text) => typeof text === "string").filter((text) => text.trim() !== "");
  return [
    {
      locale,
      interface: face,
      connector: filledText(entry["connectorId"]),
      validated: entry["validated"] === true,
      texts,
    },
  ];
}

/** A blank text counts as none: Tock writes an empty connectorId for "no connector". */
function filledText(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
