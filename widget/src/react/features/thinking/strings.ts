import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: {
    thinkingNow: "Thinking …",
    thinkingHow: "How I came to this",
    thinkingFor: { one: "Thought for {count} second", other: "Thought for {count} seconds" },
    thinkingDone: "done",
    thinkingFailed: "failed",
  },
  ar: {
    thinkingNow: "يفكّر …",
    thinkingHow: "كيف توصلت إلى ذلك",
    thinkingFor: {
      zero: "التفكير: {count} ثانية",
      one: "التفكير: ثانية واحدة",
      two: "التفكير: ثانيتان",
      few: "التفكير: {count} ثوانٍ",
      many: "التفكير: {count} ثانية",
      other: "التفكير: {count} ثانية",
    },
    thinkingDone: "تم",
    thinkingFailed: "فشل",
  },
  de: {
    thinkingNow: "Denkt nach …",
    thinkingHow: "Wie ich darauf komme",
    thinkingFor: { one: "{count} Sekunde nachgedacht", other: "{count} Sekunden nachgedacht" },
    thinkingDone: "erledigt",
    thinkingFailed: "fehlgeschlagen",
  },
  es: {
    thinkingNow: "Pensando …",
    thinkingHow: "Cómo he llegado a esto",
    thinkingFor: {
      one: "Pensó durante {count} segundo",
      many: "Pensó durante {count} de segundos",
      other: "Pensó durante {count} segundos",
    },
    thinkingDone: "hecho",
    thinkingFailed: "ha fallado",
  },
  fr: {
    thinkingNow: "Réflexion en cours …",
    thinkingHow: "Comment j’en suis arrivé là",
    thinkingFor: {
      one: "A réfléchi {count} seconde",
      many: "A réfléchi {count} de secondes",
      other: "A réfléchi {count} secondes",
    },
    thinkingDone: "terminé",
    thinkingFailed: "échoué",
  },
  he: {
    thinkingNow: "חושב …",
    thinkingHow: "איך הגעתי לזה",
    thinkingFor: { one: "חשיבה של שנייה אחת", two: "חשיבה של שתי שניות", other: "חשיבה של {count} שניות" },
    thinkingDone: "הושלם",
    thinkingFailed: "נכשל",
  },
  it: {
    thinkingNow: "Sto pensando …",
    thinkingHow: "Come ci sono arrivato",
    thinkingFor: {
      one: "Ha pensato per {count} secondo",
      many: "Ha pensato per {count} di secondi",
      other: "Ha pensato per {count} secondi",
    },
    thinkingDone: "fatto",
    thinkingFailed: "non riuscito",
  },
  ja: {
    thinkingNow: "考えています…",
    thinkingHow: "この答えに至った経緯",
    thinkingFor: { other: "{count}秒間考えました" },
    thinkingDone: "完了",
    thinkingFailed: "失敗",
  },
  nl: {
    thinkingNow: "Denkt na …",
    thinkingHow: "Hoe ik hierop kom",
    thinkingFor: { one: "{count} seconde nagedacht", other: "{count} seconden nagedacht" },
    thinkingDone: "klaar",
    thinkingFailed: "mislukt",
  },
  pl: {
    thinkingNow: "Myśli …",
    thinkingHow: "Jak do tego doszedłem",
    thinkingFor: {
      one: "Myślał {count} sekundę",
      few: "Myślał {count} sekundy",
      many: "Myślał {count} sekund",
      other: "Myślał {count} sekundy",
    },
    thinkingDone: "gotowe",
    thinkingFailed: "nie udało się",
  },
  pt: {
    thinkingNow: "A pensar …",
    thinkingHow: "Como cheguei aqui",
    thinkingFor: {
      one: "Pensou durante {count} segundo",
      many: "Pensou durante {count} de segundos",
      other: "Pensou durante {count} segundos",
    },
    thinkingDone: "concluído",
    thinkingFailed: "falhou",
  },
});
