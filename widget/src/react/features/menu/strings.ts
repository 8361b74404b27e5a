import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: { menuOpen: "Menu" },
  ar: { menuOpen: "القائمة" },
  de: { menuOpen: "Menü" },
  es: { menuOpen: "Menú" },
  fr: { menuOpen: "Menu" },
  he: { menuOpen: "תפריט" },
  it: { menuOpen: "Menu" },
  ja: { menuOpen: "メニュー" },
  nl: { menuOpen: "Menu" },
  pl: { menuOpen: "Menu" },
  pt: { menuOpen: "Menu" },
});
