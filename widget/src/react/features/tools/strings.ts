import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: { toolsMore: "More" },
  ar: { toolsMore: "المزيد" },
  de: { toolsMore: "Mehr" },
  es: { toolsMore: "Más" },
  fr: { toolsMore: "Plus" },
  he: { toolsMore: "עוד" },
  it: { toolsMore: "Altro" },
  ja: { toolsMore: "その他" },
  nl: { toolsMore: "Meer" },
  pl: { toolsMore: "Więcej" },
  pt: { toolsMore: "Mais" },
});
