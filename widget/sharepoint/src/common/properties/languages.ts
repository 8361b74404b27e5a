/** The widget's languages, each in its own words. */
export const languages = [
  { key: "ar", text: "العربية" },
  { key: "de", text: "Deutsch" },
  { key: "en", text: "English" },
  { key: "es", text: "Español" },
  { key: "fr", text: "Français" },
  { key: "he", text: "עברית" },
  { key: "it", text: "Italiano" },
  { key: "ja", text: "日本語" },
  { key: "nl", text: "Nederlands" },
  { key: "pl", text: "Polski" },
  { key: "pt", text: "Português" },
];
