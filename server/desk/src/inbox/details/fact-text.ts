import type { OpenConversation } from "@causerie/protocol/desk";
import { languageName } from "#i18n/language-name.ts";
import type { Language, TextKey, Translate } from "#i18n/texts.ts";
import { formatMoment } from "#i18n/times.ts";

type Fact = OpenConversation["person"][number];

const labels: Partial<Record<string, TextKey>> = {
  name: "name",
  id: "id",
  language: "language",
  timeZone: "timeZone",
  firstSeen: "firstSeen",
  email: "email",
};

/** The wire has words for what every channel knows; a site's own facts have the labels that the site gives them. */
export function factText({ label, value }: Fact, t: Translate, language: Language, locale: string): Fact {
  const key = labels[label];
  const shown =
    label === "language"
      ? languageName(value, language)
      : label === "firstSeen" && !Number.isNaN(Date.parse(value))
        ? formatMoment(Date.parse(value), locale)
        : value;
  return { label: key === undefined ? label : t(key), value: shown };
}
