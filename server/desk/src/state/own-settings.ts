import * as v from "valibot";
import { type Language, isLanguage } from "#i18n/texts.ts";
import { createStore } from "./store.ts";

/** What a person has set for this browser alone. */
export type OwnSettings = {
  language?: Language;
  /** Whether single letters do something. Who speaks to the computer, or shakes, may not want that (WCAG 2.1.4). */
  hasKeys: boolean;
  notifies: boolean;
};

const name = "causerie-desk:own:settings";
const schema = v.object({
  language: v.optional(v.custom<Language>((value) => typeof value === "string" && isLanguage(value))),
  hasKeys: v.boolean(),
  notifies: v.boolean(),
});

function read(): OwnSettings {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), localStorage.getItem(name) ?? "");
  if (!parsed.success) return { hasKeys: true, notifies: false };
  const { language, ...others } = parsed.output;
  return language === undefined ? others : { ...others, language };
}

export const ownSettings = createStore<OwnSettings, Partial<OwnSettings>>(
  (settings, change) => ({ ...settings, ...change }),
  read(),
);

ownSettings.subscribe(() => {
  try {
    localStorage.setItem(name, JSON.stringify(ownSettings.get()));
  } catch {
    // It holds for this page alone then.
  }
});
