import { ConfigError } from "#app/errors.ts";

/** One label of Tock: what is said, in all languages. */
export type TockLabel = {
  readonly id: string;
  readonly category: string;
  readonly defaultLabel: string | undefined;
  readonly defaultLocale: string | undefined;
  readonly entries: readonly TockEntry[];
};

/** What one label says in one language, on one interface and, if `connector` is given, on that type of connector only. */
export type TockEntry = {
  readonly locale: string;
  readonly interface: "textChat" | "voiceAssistant" | "textAndVoiceAssistant";
  readonly connector: string | undefined;
  readonly validated: boolean;
  /** The label and its alternatives, as written; those left empty are not there. */
  readonly texts: readonly string[];
};

/** Something that could not be read as a label; `at` is where it stands in the dump. */
export type Unreadable = { readonly at: string; readonly detail: string };

/**
 * Reads the JSON that Tock Studio exports: a list of labels. What Studio's pages are sent, `{ "labels": [...] }`, is
 * read as well.
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
      category: textOf(label["category"]) ?? "",
      defaultLabel: textOf(label["defaultLabel"]),
      defaultLocale: textOf(label["defaultLocale"]),
      entries,
    },
  ];
}

function readEntry(entry: unknown, at: string, unreadable: Unreadable[]): TockEntry[] {
  const locale = isObject(entry) ? textOf(entry["locale"]) : undefined;
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
  const written = [entry["label"], ...alternatives];
  if (written.some((text) => typeof text !== "string"))
    unreadable.push({ at, detail: "a label or alternative is no text." });
  const texts = written.filter((text) => typeof text === "string").filter((text) => text.trim() !== "");
  return [
    { locale, interface: face, connector: textOf(entry["connectorId"]), validated: entry["validated"] === true, texts },
  ];
}

/** Blank is none: Tock writes an empty connectorId as no connector. */
function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
