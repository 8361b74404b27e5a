import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: {
    windowExpand: "Make the chat larger",
    windowShrink: "Make the chat smaller",
    windowResize: "Size of the chat",
    windowSize: "{width} by {height}",
  },
  ar: {
    windowExpand: "تكبير المحادثة",
    windowShrink: "تصغير المحادثة",
    windowResize: "حجم المحادثة",
    windowSize: "{width} في {height}",
  },
  de: {
    windowExpand: "Chat vergrößern",
    windowShrink: "Chat verkleinern",
    windowResize: "Größe des Chats",
    windowSize: "{width} mal {height}",
  },
  es: {
    windowExpand: "Ampliar el chat",
    windowShrink: "Reducir el chat",
    windowResize: "Tamaño del chat",
    windowSize: "{width} por {height}",
  },
  fr: {
    windowExpand: "Agrandir le chat",
    windowShrink: "Réduire le chat",
    windowResize: "Taille du chat",
    windowSize: "{width} sur {height}",
  },
  he: {
    windowExpand: "הגדלת הצ'אט",
    windowShrink: "הקטנת הצ'אט",
    windowResize: "גודל הצ'אט",
    windowSize: "{width} על {height}",
  },
  it: {
    windowExpand: "Ingrandisci la chat",
    windowShrink: "Riduci la chat",
    windowResize: "Dimensioni della chat",
    windowSize: "{width} per {height}",
  },
  ja: {
    windowExpand: "チャットを大きくする",
    windowShrink: "チャットを小さくする",
    windowResize: "チャットの大きさ",
    windowSize: "{width} × {height}",
  },
  nl: {
    windowExpand: "Chat groter maken",
    windowShrink: "Chat kleiner maken",
    windowResize: "Grootte van de chat",
    windowSize: "{width} bij {height}",
  },
  pl: {
    windowExpand: "Powiększ czat",
    windowShrink: "Zmniejsz czat",
    windowResize: "Rozmiar czatu",
    windowSize: "{width} na {height}",
  },
  pt: {
    windowExpand: "Aumentar o chat",
    windowShrink: "Diminuir o chat",
    windowResize: "Tamanho do chat",
    windowSize: "{width} por {height}",
  },
});
