import type { Message, Messages, Wording } from "#i18n/message-types.ts";
import { readTockDump, type TockEntry, type TockLabel } from "./tock-dump.ts";
import { keysFor } from "./tock-keys.ts";
import { fromTock } from "./tock-to-icu.ts";

/** How names of Tock become names here. */
export type TockImportOptions = {
  /** Our channel for a connector type of Tock, e.g. `{ whatsapp_cloud: "whatsapp" }`; others keep their name. */
  readonly connectors?: Readonly<Record<string, string>>;
};

/** A label that could not be taken as it is, and what was made of it. */
export type TockWarning = {
  kind:
    | "unreadable"
    /** The same label, or the same place in a label, twice: the first counts. */
    | "duplicate"
    | "locale"
    | "connector"
    /** Only said on some connector or by voice in Tock, and now everywhere. */
    | "no_default"
    | "argument"
    | "choice"
    | "style"
    | "doubled_apostrophe"
    | "not_validated";
  /** Tock's id of the label, or where it stands in the dump. Empty: it is about all. */
  label: string;
  locale?: string;
  detail: string;
  /** The text, or the piece of it, that was not carried over as it was. */
  text?: string;
};

/** What was made of Tock's labels. */
export type TockImport = {
  /** The one with the most messages first: it lends itself to be the source. */
  locales: string[];
  /** One file each. */
  messages: Record<string, Messages>;
  /** Tock's id of a label -> its key here. The id holds the default text, which is what stories in Tock call it by. */
  mapping: Record<string, string>;
  /** All that did not come over, or not as it was. */
  warnings: TockWarning[];
};

/**
 * Tock's labels as messages of a catalogue. Keys are `category.words_of_the_default_text`; alternatives stay, texts by
 * interface and connector become variants, Java's `{0}` and choices become ICU's `{arg0}` and plurals. All texts that it
 * returns can be read by `catalogue`.
 *
 * Of the default texts that newer dumps carry besides (`defaultI18n`), Tock says none, and so they stay behind.
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

/** What has text. The default text stands in where its language has none of its own. */
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
  // Tock's default language is that of its server: a default text that is said in another language belongs there.
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
  // Tock looks for either interface before it takes what is meant for both, so that comes last here.
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

/** To Tock the interface comes before the connector, here after it: a voice's own words must not lose to the channel's. */
function variantOn(channel: string, entry: TockEntry, spokenEverywhere: boolean): string {
  if (entry.interface === "voiceAssistant") return `${channel}.voice`;
  return entry.interface === "textChat" && spokenEverywhere ? `${channel}.text` : channel;
}

/** A channel's name cannot be a variant's, and a dot parts it from the interface. */
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
    const { text, troubles } = fromTock(original);
    for (const { kind, detail, part } of troubles) warnings.push({ kind, label, locale, detail, text: part });
    return text;
  });
  return converted.length === 1 ? (converted[0] ?? "") : converted;
}

/** `weather.city` stands in the group `weather`; all in the order of their keys, so that two imports compare well. */
function toGroups(messages: ReadonlyMap<string, Message>): Messages {
  const groups = new Map<string, [string, Message][]>();
  for (const [key, message] of [...messages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const dot = key.indexOf(".");
    const group = key.slice(0, dot);
    groups.set(group, [...(groups.get(group) ?? []), [key.slice(dot + 1), message]]);
  }
  return Object.fromEntries([...groups].map(([group, pairs]) => [group, Object.fromEntries(pairs)]));
}
