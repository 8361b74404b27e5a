/** Intents of Amazon's that are words of a person to the bot, in the languages that the bot itself reads. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AMAZON.YesIntent": { en: "yes", fr: "oui", de: "ja", es: "sí", it: "sì", nl: "ja", pt: "sim" },
  "AMAZON.NoIntent": { en: "no", fr: "non", de: "nein", es: "no", it: "no", nl: "nee", pt: "não" },
  "AMAZON.HelpIntent": { en: "help", fr: "aide", de: "Hilfe", es: "ayuda", it: "aiuto", nl: "help", pt: "ajuda" },
  "AMAZON.CancelIntent": {
    en: "cancel",
    fr: "annuler",
    de: "abbrechen",
    es: "cancelar",
    it: "annulla",
    nl: "annuleren",
    pt: "cancelar",
  },
  "AMAZON.StartOverIntent": {
    en: "start over",
    fr: "recommencer",
    de: "von vorn",
    es: "empezar de nuevo",
    it: "ricominciare",
    nl: "opnieuw beginnen",
    pt: "recomeçar",
  },
};

/** What a person has said who is understood as one of Amazon's own intents: e.g. `AMAZON.LoopOnIntent` is "loop on" in English. */
export function builtinWords(name: string, locale: string): string {
  const known = Object.hasOwn(words, name) ? words[name] : undefined;
  const language = locale.split("-")[0]?.toLowerCase() ?? "";
  if (known !== undefined) return known[language] ?? known["en"] ?? name;
  return name
    .replace(/^AMAZON\.|Intent$/g, "")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}
