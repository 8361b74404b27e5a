import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: {
    feedbackUp: "What was good? (optional)",
    feedbackDown: "What could be better? (optional)",
    feedbackSkip: "Skip",
    feedbackSent: "Thank you for your comment.",
  },
  ar: {
    feedbackUp: "ما الذي أعجبك؟ (اختياري)",
    feedbackDown: "ما الذي يمكن تحسينه؟ (اختياري)",
    feedbackSkip: "تخطٍّ",
    feedbackSent: "شكرًا على تعليقك.",
  },
  de: {
    feedbackUp: "Was war gut? (freiwillig)",
    feedbackDown: "Was könnte besser sein? (freiwillig)",
    feedbackSkip: "Überspringen",
    feedbackSent: "Danke für Ihren Kommentar.",
  },
  es: {
    feedbackUp: "¿Qué le ha gustado? (opcional)",
    feedbackDown: "¿Qué podría mejorar? (opcional)",
    feedbackSkip: "Omitir",
    feedbackSent: "Gracias por su comentario.",
  },
  fr: {
    feedbackUp: "Qu’est-ce qui vous a plu ? (facultatif)",
    feedbackDown: "Que pourrions-nous améliorer ? (facultatif)",
    feedbackSkip: "Passer",
    feedbackSent: "Merci pour votre commentaire.",
  },
  he: {
    feedbackUp: "מה היה טוב? (לא חובה)",
    feedbackDown: "מה אפשר לשפר? (לא חובה)",
    feedbackSkip: "דילוג",
    feedbackSent: "תודה על ההערה.",
  },
  it: {
    feedbackUp: "Che cosa le è piaciuto? (facoltativo)",
    feedbackDown: "Che cosa si potrebbe migliorare? (facoltativo)",
    feedbackSkip: "Salta",
    feedbackSent: "Grazie per il commento.",
  },
  ja: {
    feedbackUp: "良かった点をお聞かせください（任意）",
    feedbackDown: "改善してほしい点をお聞かせください（任意）",
    feedbackSkip: "スキップ",
    feedbackSent: "コメントをありがとうございます。",
  },
  nl: {
    feedbackUp: "Wat was goed? (niet verplicht)",
    feedbackDown: "Wat kan beter? (niet verplicht)",
    feedbackSkip: "Overslaan",
    feedbackSent: "Bedankt voor uw opmerking.",
  },
  pl: {
    feedbackUp: "Co było dobre? (opcjonalnie)",
    feedbackDown: "Co można poprawić? (opcjonalnie)",
    feedbackSkip: "Pomiń",
    feedbackSent: "Dziękujemy za komentarz.",
  },
  pt: {
    feedbackUp: "O que correu bem? (opcional)",
    feedbackDown: "O que pode melhorar? (opcional)",
    feedbackSkip: "Ignorar",
    feedbackSent: "Obrigado pelo seu comentário.",
  },
});
