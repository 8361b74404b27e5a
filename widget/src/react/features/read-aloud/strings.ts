import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: {
    aloudRead: "Read aloud",
    aloudStop: "Stop reading",
    aloudAlways: "Read answers aloud",
  },
  ar: {
    aloudRead: "قراءة بصوت عالٍ",
    aloudStop: "إيقاف القراءة",
    aloudAlways: "قراءة الإجابات بصوت عالٍ",
  },
  de: {
    aloudRead: "Vorlesen",
    aloudStop: "Vorlesen beenden",
    aloudAlways: "Antworten vorlesen",
  },
  es: {
    aloudRead: "Leer en voz alta",
    aloudStop: "Dejar de leer",
    aloudAlways: "Leer las respuestas en voz alta",
  },
  fr: {
    aloudRead: "Lire à voix haute",
    aloudStop: "Arrêter la lecture",
    aloudAlways: "Lire les réponses à voix haute",
  },
  he: {
    aloudRead: "הקראה",
    aloudStop: "עצירת ההקראה",
    aloudAlways: "הקראת התשובות",
  },
  it: {
    aloudRead: "Leggi ad alta voce",
    aloudStop: "Interrompi lettura",
    aloudAlways: "Leggi le risposte ad alta voce",
  },
  ja: {
    aloudRead: "読み上げる",
    aloudStop: "読み上げを停止",
    aloudAlways: "回答を読み上げる",
  },
  nl: {
    aloudRead: "Voorlezen",
    aloudStop: "Stoppen met voorlezen",
    aloudAlways: "Antwoorden voorlezen",
  },
  pl: {
    aloudRead: "Czytaj na głos",
    aloudStop: "Zakończ czytanie",
    aloudAlways: "Czytaj odpowiedzi na głos",
  },
  pt: {
    aloudRead: "Ler em voz alta",
    aloudStop: "Parar de ler",
    aloudAlways: "Ler as respostas em voz alta",
  },
});
