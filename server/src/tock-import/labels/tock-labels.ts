import type { Message, Messages, Wording } from "#i18n/message-types.ts";
import { readTockDump, type TockEntry, type TockLabel } from "./tock-dump.ts";
import { keysFor } from "./tock-keys.ts";
import { toIcuText } from "./tock-to-icu.ts";

/** How names of Tock become names of Causerie. */
export type TockImportOptions = {
  /** The channel for a connector type of Tock, e.g. `{ whatsapp_cloud: "whatsapp" }`. Others keep their name. */
  readonly connectors?: Readonly<Record<string, string>>;
};

/** A label that was not imported as it is, and how it was changed. */
export type TockWarning = {
  kind:
    | "unreadable"
    /** The same label twice, or two texts for the same variant of a label: the first counts. */
    | "duplicate"
    | "locale"
    | "connector"
    /** Tock uses the text only on some connector or by voice. Now it is used everywhere. */
    | "no_default"
    | "argument"
    | "choice"
    | "style"
    | "doubled_apostrophe"
    | "not_validated";
  /** Tock's id of the label, or its path in the dump. Empty: the warning is about all labels. */
  label: string;
  locale?: string;
  detail: string;
  /** The text, or the part of it, that was not imported as it is. */
  text?: string;
};

/** The result of an import. */
export type TockImport = {
  /** The locale with the most messages is the first: it is the best source. */
  locales: string[];
  /** By locale: the content of one file. */
  messages: Record<string, Messages>;
  /** Tock's id of a label -> its key. The id contains the default text, by which stories in Tock use the label. */
  mapping: Record<string, string>;
  /** Everything that was not imported, or not as it is. */
  warnings: TockWarning[];
};

/**
 * Converts Tock's labels to messages of a catalogue. Keys are `category.words_of_the_default_text`. Alternatives stay. Texts
 * by interface and connector become variants. Java's `{0}` and choices become ICU's `{arg0}` and plurals. `catalogue` can read
 * all texts of the result.
 *
 * Newer dumps also contain default texts (`defaultI18n`). Tock does not use them, so they are not imported.
 *
 * @param json the export of Tock Studio, parsed.
 * @throws ConfigError if it is no list of labels.
 */
export function importTockLabels(json: unknown, options: TockImportOptions = {}): TockImport {
  const { labels: all, unreadable } = readTockDump(json);
  const warnings: TockWarning[] = unreadable.map(({ at, detail }) => ({ kind: "unreadable", label: at, detail }));
  const labels = firstOfEach(all, warnings);
  const keys = keysFor(labels.map((label) => ({ id: label.id, category: label.category, text: defaultText(label) })));
  const byLocale = new Map<string, Map<string, Message>>();
  const waiting = new Map<string, number>();

  for (const label of labels) {
    for (const [locale, entries] of entriesByLocale(label, warnings)) {
      const message = toMessage(label.id, locale, entries, options.connectors ?? {}, warnings);
      if (message === undefined) continue;
      const messages = byLocale.get(locale) ?? new Map<string, Message>();
      byLocale.set(locale, messages.set(keys.get(label.id) ?? label.id, message));
      const unchecked = entries.filter(({ validated }) => !validated).length;
      if (unchecked > 0) waiting.set(locale, (waiting.get(locale) ?? 0) + unchecked);
    }
  }
  for (const [locale, count] of waiting) {
    warnings.push({
      kind: "not_validated",
      label: "",
      locale,
      detail: `taken, though not validated in Tock: ${count} texts.`,
    });
  }
  const sorted = [...byLocale].sort(([a, most], [b, fewer]) => fewer.size - most.size || (a < b ? -1 : 1));
  return {
    locales: sorted.map(([locale]) => locale),
    messages: Object.fromEntries(sorted.map(([locale, messages]) => [locale, toGroups(messages)])),
    mapping: Object.fromEntries(keys),
    warnings,
  };
}

function firstOfEach(labels: readonly TockLabel[], warnings: TockWarning[]): TockLabel[] {
  const seen = new Set<string>();
  return labels.filter((label) => {
    if (!seen.has(label.id)) return seen.add(label.id);
    for (const { locale, texts } of label.entries) {
      warnings.push({
        kind: "duplicate",
        label: label.id,
        locale,
        detail: "the label is there twice.",
        text: texts.join(" | "),
      });
    }
    return false;
  });
}

function defaultText({ id, defaultLabel, defaultLocale, entries }: TockLabel): string {
  const inDefault = entries.find(({ locale, texts }) => locale === defaultLocale && texts.length > 0);
  return defaultLabel ?? (inDefault ?? entries.find(({ texts }) => texts.length > 0))?.texts[0] ?? id;
}

/** The entries with text. The default text is added if its language has no entry. */
function entriesByLocale(label: TockLabel, warnings: TockWarning[]): Map<string, TockEntry[]> {
  const { id, defaultLabel, defaultLocale, entries } = label;
  const byLocale = new Map<string, TockEntry[]>();
  const add = (entry: TockEntry): void => {
    const locale = toLocale(entry.locale);
    if (locale !== undefined) byLocale.set(locale, [...(byLocale.get(locale) ?? []), entry]);
    else
      warnings.push({
        kind: "locale",
        label: id,
        locale: entry.locale,
        detail: "no language tag; left out.",
        text: entry.texts.join(" | "),
      });
  };
  for (const entry of entries) if (entry.texts.length > 0) add(entry);
  const missing = defaultLocale !== undefined && !byLocale.has(toLocale(defaultLocale) ?? "");
  // Tock's default language is that of its server. If another language has the default text, it belongs to that language.
  if (defaultLabel !== undefined && missing && !entries.some(({ texts }) => texts.includes(defaultLabel))) {
    add({ locale: defaultLocale, interface: "textChat", connector: undefined, validated: true, texts: [defaultLabel] });
  }
  return byLocale;
}

/** Java writes `fr_CA`. */
function toLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function toMessage(
  label: string,
  locale: string,
  entries: readonly TockEntry[],
  connectors: Readonly<Record<string, string>>,
  warnings: TockWarning[],
): Message | undefined {
  const spokenEverywhere = entries.some(
    (entry) => entry.interface === "voiceAssistant" && entry.connector === undefined,
  );
  const variants = new Map<string, Wording>();
  // Tock prefers a text for one interface to a text for both, so the latter come last.
  const both = (entry: TockEntry): boolean => entry.interface === "textAndVoiceAssistant";
  for (const entry of [...entries.filter((one) => !both(one)), ...entries.filter(both)]) {
    const channel = entry.connector === undefined ? undefined : channelOf(entry.connector, connectors);
    const variant = channel === undefined ? variantOf(entry) : variantOn(channel.name, entry, spokenEverywhere);
    if (channel?.renamed === true) {
      warnings.push({
        kind: "connector",
        label,
        locale,
        detail: `its connector cannot be a channel's name; now ${channel.name}.`,
      });
    }
    if (variants.has(variant)) {
      const detail = `there are several texts for ${variant}; the first counts.`;
      warnings.push({ kind: "duplicate", label, locale, detail, text: entry.texts.join(" | ") });
    } else {
      variants.set(variant, toWording(label, locale, entry.texts, warnings));
    }
  }
  const [first] = variants;
  if (first === undefined) return undefined;
  const [only, spoken] = first;
  if (!variants.has("default")) {
    warnings.push({
      kind: "no_default",
      label,
      locale,
      detail: `Tock has it for ${only} only; now it is said everywhere.`,
    });
    if (variants.size === 1) return spoken;
  }
  const standard = variants.get("default") ?? spoken;
  variants.delete("default");
  return variants.size === 0 ? standard : { default: standard, ...Object.fromEntries(variants) };
}

function variantOf(entry: TockEntry): string {
  return entry.interface === "voiceAssistant" ? "voice" : "default";
}

/**
 * In Tock the interface comes before the connector, here it comes after it. So the variant of a connector's text names the
 * interface, if a text for voice would otherwise lose to it.
 */
function variantOn(channel: string, entry: TockEntry, spokenEverywhere: boolean): string {
  if (entry.interface === "voiceAssistant") return `${channel}.voice`;
  return entry.interface === "textChat" && spokenEverywhere ? `${channel}.text` : channel;
}

/** The name of a channel cannot be a variant's name, and cannot have a dot: a dot separates it from the interface. */
function channelOf(
  connector: string,
  connectors: Readonly<Record<string, string>>,
): { name: string; renamed: boolean } {
  const wanted = Object.hasOwn(connectors, connector) ? (connectors[connector] ?? connector) : connector;
  const plain = wanted.replaceAll(".", "-");
  const name = ["default", "text", "voice"].includes(plain) ? `channel-${plain}` : plain;
  return { name, renamed: name !== wanted };
}

function toWording(label: string, locale: string, texts: readonly string[], warnings: TockWarning[]): Wording {
  const converted = texts.map((original) => {
    const { text, troubles } = toIcuText(original);
    for (const { kind, detail, part } of troubles) warnings.push({ kind, label, locale, detail, text: part });
    return text;
  });
  return converted.length === 1 ? (converted[0] ?? "") : converted;
}

/** `weather.city` goes into the group `weather`. All messages are in the order of their keys, so that two imports are easy to compare. */
function toGroups(messages: ReadonlyMap<string, Message>): Messages {
  const groups = new Map<string, [string, Message][]>();
  for (const [key, message] of [...messages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const dot = key.indexOf(".");
    const group = key.slice(0, dot);
    const pairs = groups.get(group) ?? [];
    groups.set(group, pairs);
    pairs.push([key.slice(dot + 1), message]);
  }
  return Object.fromEntries([...groups].map(([group, pairs]) => [group, Object.fromEntries(pairs)]));
}
