import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: {
    aloudRead: "Read aloud",
    aloudStop: "Stop reading",
    aloudAlways: "Read answers aloud",
    aloudNotice: "Your browser reads with a voice from the network. Its vendor receives the text.",
  },
  ar: {
    aloudRead: "قراءة بصوت عالٍ",
    aloudStop: "إيقاف القراءة",
    aloudAlways: "قراءة الإجابات بصوت عالٍ",
    aloudNotice: "يقرأ متصفحك بصوت من الشبكة، فيتلقى مُصدِره النص.",
  },
  de: {
    aloudRead: "Vorlesen",
    aloudStop: "Vorlesen beenden",
    aloudAlways: "Antworten vorlesen",
    aloudNotice: "Ihr Browser liest mit einer Stimme aus dem Netz vor. Ihr Anbieter bekommt den Text.",
  },
  es: {
    aloudRead: "Leer en voz alta",
    aloudStop: "Dejar de leer",
    aloudAlways: "Leer las respuestas en voz alta",
    aloudNotice: "Su navegador lee con una voz de la red. Su proveedor recibe el texto.",
  },
  fr: {
    aloudRead: "Lire à voix haute",
    aloudStop: "Arrêter la lecture",
    aloudAlways: "Lire les réponses à voix haute",
    aloudNotice: "Votre navigateur lit avec une voix du réseau. Son éditeur reçoit le texte.",
  },
  he: {
    aloudRead: "הקראה",
    aloudStop: "עצירת ההקראה",
    aloudAlways: "הקראת התשובות",
    aloudNotice: "הדפדפן מקריא בקול מהרשת. הספק שלו מקבל את הטקסט.",
  },
  it: {
    aloudRead: "Leggi ad alta voce",
    aloudStop: "Interrompi lettura",
    aloudAlways: "Leggi le risposte ad alta voce",
    aloudNotice: "Il browser legge con una voce della rete. Il suo fornitore riceve il testo.",
  },
  ja: {
    aloudRead: "読み上げる",
    aloudStop: "読み上げを停止",
    aloudAlways: "回答を読み上げる",
    aloudNotice: "ブラウザーはネットワーク上の音声で読み上げます。文章はその提供元に送られます。",
  },
  nl: {
    aloudRead: "Voorlezen",
    aloudStop: "Stoppen met voorlezen",
    aloudAlways: "Antwoorden voorlezen",
    aloudNotice: "Uw browser leest voor met een stem van het netwerk. De leverancier ervan ontvangt de tekst.",
  },
  pl: {
    aloudRead: "Czytaj na głos",
    aloudStop: "Zakończ czytanie",
    aloudAlways: "Czytaj odpowiedzi na głos",
    aloudNotice: "Przeglądarka czyta głosem z sieci. Jej dostawca otrzymuje tekst.",
  },
  pt: {
    aloudRead: "Ler em voz alta",
    aloudStop: "Parar de ler",
    aloudAlways: "Ler as respostas em voz alta",
    aloudNotice: "O seu navegador lê com uma voz da rede. O fornecedor recebe o texto.",
  },
});
