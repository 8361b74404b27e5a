import type { Findings } from "#tock-import/dump/findings.ts";
import { isObject } from "#tock-import/dump/dump-value.ts";
import type { LabelValue } from "#tock-import/dump/label-value.ts";
import { importTockLabels, type TockWarning } from "#tock-import/labels/tock-labels.ts";
import type { Message, Messages } from "#i18n/message-types.ts";

/** The texts of a bot as messages of a catalogue. */
export type ConvertedLabels = {
  /** The first has all messages. Empty: there are no texts at all. */
  readonly locales: readonly string[];
  readonly messages: Readonly<Record<string, Messages>>;
  /** Tock's id of each label, and its key. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Undefined: the label has no text in any language. */
  readonly keyOf: (label: Pick<LabelValue, "id">) => string | undefined;
};

/**
 * Joins the exports of labels with those that only the stories have.
 * @param exported the labels of all exports, as they are.
 * @param used the labels of the stories.
 * @param locale the language of texts that name none.
 */
export function convertLabels(
  exported: readonly unknown[],
  used: readonly LabelValue[],
  locale: string,
  findings: Findings,
): ConvertedLabels {
  const known = new Map(exported.filter(isObject).map((label) => [String(label["_id"]), label]));
  const byText = new Map(
    [...known].map(([id, label]) => [`${String(label["category"])} ${String(label["defaultLabel"])}`, id]),
  );
  const renamed = new Map<string, string>();
  const added = new Map<string, unknown>();
  for (const label of used) {
    if (known.has(label.id) || added.has(label.id)) continue;
    const sameText = byText.get(`${label.category} ${label.text}`);
    if (sameText !== undefined) renamed.set(label.id, sameText);
    else if (label.text !== "" || label.entries.length > 0) added.set(label.id, toLabel(label, locale));
  }
  if (exported.length === 0 && added.size > 0)
    findings.add(
      "open",
      "labels",
      `no export of labels is here: ${added.size} labels have their default texts only; export them in Studio for the other languages`,
    );
  else
    for (const [id, at] of new Map(used.toReversed().map((label) => [label.id, label.at])))
      if (added.has(id))
        findings.add("changed", at, "a label that is not in the export of labels: it has its default text only");

  const { locales, messages, mapping, warnings } = importTockLabels([...exported, ...added.values()]);
  for (const warning of warnings) findings.add(kindOf(warning), `label ${warning.label}`, describe(warning));
  const flat = new Map(locales.map((each) => [each, flatten(messages[each] ?? {})]));
  const complete = fillFirst(locales, flat, findings);
  const first = complete.get(locales[0] ?? "") ?? new Map<string, Message>();
  const keyOf: ConvertedLabels["keyOf"] = ({ id }) => {
    const key = mapping[renamed.get(id) ?? id];
    return key !== undefined && first.has(key) ? key : undefined;
  };
  const inStories = new Set(used.map(keyOf));
  for (const [locale, all] of flat)
    for (const [key, message] of all)
      reportText(`messages/${locale}.json ${key}`, JSON.stringify(message), inStories.has(key), findings);
  return {
    locales,
    messages: Object.fromEntries([...complete].map(([each, all]) => [each, toGroups(all)])),
    mapping,
    keyOf,
  };
}

function toLabel({ id, category, text, entries }: LabelValue, locale: string): unknown {
  const isEntry = (entry: unknown): boolean => isObject(entry) && typeof entry["locale"] === "string";
  const texts = entries.filter(isEntry);
  return { _id: id, category, i18n: texts, ...(text === "" ? {} : { defaultLabel: text, defaultLocale: locale }) };
}

function kindOf({ kind }: TockWarning): "unreadable" | "lost" | "changed" {
  switch (kind) {
    case "unreadable":
      return "unreadable";
    case "duplicate":
    case "locale":
      return "lost";
    case "connector":
    case "no_default":
    case "argument":
    case "choice":
    case "style":
    case "doubled_apostrophe":
    case "not_validated":
      return "changed";
  }
}

function describe({ detail, locale, text }: TockWarning): string {
  const language = locale === undefined ? "" : ` (${locale})`;
  return `${detail.replace(/\.$/, "")}${language}${text === undefined ? "" : `: ${JSON.stringify(text)}`}`;
}

/**
 * Texts that say something else here than in Tock.
 * @param isInStory a story of Studio says it, which gives no arguments.
 */
function reportText(at: string, text: string, isInStory: boolean, findings: Findings): void {
  if (/<\/?(?:a|b|br|em|h\d|i|img|li|ol|p|span|strong|u|ul)\b[^<>]*>/i.test(text))
    findings.add("changed", at, "a text with HTML, which people see as it is written: write Markdown");
  if (isInStory && /\{arg\d/.test(text))
    findings.add("changed", at, "a text with arguments: a story of Studio gives none, so people see … in their stead");
}

/** What the first locale lacks is said in another language, because a catalogue searches the first one last. */
function fillFirst(
  locales: readonly string[],
  flat: ReadonlyMap<string, ReadonlyMap<string, Message>>,
  findings: Findings,
): Map<string, ReadonlyMap<string, Message>> {
  const [first, ...others] = locales;
  if (first === undefined) return new Map();
  const filled = new Map(flat.get(first));
  for (const locale of others)
    for (const [key, message] of flat.get(locale) ?? []) {
      if (filled.has(key)) continue;
      filled.set(key, message);
      findings.add(
        "changed",
        `message ${key}`,
        `it has no text in ${first}, so people of other languages get the one in ${locale}`,
      );
    }
  return new Map([[first, filled], ...others.map((each) => [each, flat.get(each) ?? new Map()] as const)]);
}

/** Keys of an import have one dot. */
function flatten(groups: Messages): Map<string, Message> {
  return new Map(
    Object.entries(groups).flatMap(([group, entries]) =>
      Object.entries(entries as Readonly<Record<string, Message>>).map(
        ([name, message]) => [`${group}.${name}`, message] as const,
      ),
    ),
  );
}

function toGroups(flat: ReadonlyMap<string, Message>): Messages {
  const groups: Record<string, Record<string, Message>> = {};
  for (const [key, message] of [...flat].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const dot = key.indexOf(".");
    (groups[key.slice(0, dot)] ??= {})[key.slice(dot + 1)] = message;
  }
  return groups;
}
