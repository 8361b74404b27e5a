import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: {
    receiptsSeen: "Seen",
    receiptsSeenBy: "Seen by {name}",
  },
  ar: {
    receiptsSeen: "تمت القراءة",
    receiptsSeenBy: "قرأها {name}",
  },
  de: {
    receiptsSeen: "Gelesen",
    receiptsSeenBy: "Gelesen von {name}",
  },
  es: {
    receiptsSeen: "Visto",
    receiptsSeenBy: "Visto por {name}",
  },
  fr: {
    receiptsSeen: "Vu",
    receiptsSeenBy: "Vu par {name}",
  },
  he: {
    receiptsSeen: "נקרא",
    receiptsSeenBy: "נקרא על ידי {name}",
  },
  it: {
    receiptsSeen: "Visto",
    receiptsSeenBy: "Visto da {name}",
  },
  ja: {
    receiptsSeen: "既読",
    receiptsSeenBy: "{name}さんが既読",
  },
  nl: {
    receiptsSeen: "Gelezen",
    receiptsSeenBy: "Gelezen door {name}",
  },
  pl: {
    receiptsSeen: "Przeczytano",
    receiptsSeenBy: "Przeczytane przez: {name}",
  },
  pt: {
    receiptsSeen: "Visto",
    receiptsSeenBy: "Visto por {name}",
  },
});
