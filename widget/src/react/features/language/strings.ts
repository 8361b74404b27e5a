import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: {
    languageChoose: "Choose a language",
    languageNow: "Language: {language}",
    languageBack: "Back to the chat",
  },
  ar: {
    languageChoose: "اختيار اللغة",
    languageNow: "اللغة: {language}",
    languageBack: "العودة إلى المحادثة",
  },
  de: {
    languageChoose: "Sprache wählen",
    languageNow: "Sprache: {language}",
    languageBack: "Zurück zum Chat",
  },
  es: {
    languageChoose: "Elegir idioma",
    languageNow: "Idioma: {language}",
    languageBack: "Volver al chat",
  },
  fr: {
    languageChoose: "Choisir une langue",
    languageNow: "Langue : {language}",
    languageBack: "Retour à la discussion",
  },
  he: {
    languageChoose: "בחירת שפה",
    languageNow: "שפה: {language}",
    languageBack: "חזרה לצ׳אט",
  },
  it: {
    languageChoose: "Scegli una lingua",
    languageNow: "Lingua: {language}",
    languageBack: "Torna alla chat",
  },
  ja: {
    languageChoose: "言語を選ぶ",
    languageNow: "言語：{language}",
    languageBack: "チャットに戻る",
  },
  nl: {
    languageChoose: "Kies een taal",
    languageNow: "Taal: {language}",
    languageBack: "Terug naar de chat",
  },
  pl: {
    languageChoose: "Wybierz język",
    languageNow: "Język: {language}",
    languageBack: "Wróć do czatu",
  },
  pt: {
    languageChoose: "Escolher um idioma",
    languageNow: "Idioma: {language}",
    languageBack: "Voltar ao chat",
  },
});
