import { defineTexts } from "#react/features/texts.ts";

export const texts = defineTexts({
  en: { popOutOpen: "Open in a window of its own" },
  ar: { popOutOpen: "فتح في نافذة مستقلة" },
  de: { popOutOpen: "In eigenem Fenster öffnen" },
  es: { popOutOpen: "Abrir en una ventana propia" },
  fr: { popOutOpen: "Ouvrir dans une fenêtre séparée" },
  he: { popOutOpen: "פתיחה בחלון נפרד" },
  it: { popOutOpen: "Apri in una finestra separata" },
  ja: { popOutOpen: "別のウィンドウで開く" },
  nl: { popOutOpen: "In een eigen venster openen" },
  pl: { popOutOpen: "Otwórz w osobnym oknie" },
  pt: { popOutOpen: "Abrir em uma janela separada" },
});
