import { languageOf } from "#i18n/locale.ts";

/** The texts of the bubbles. They are fetched with them, in all languages: there are few, and the chat may never be loaded. */
export type AttentionWords = { bubble: string; closeBubble: string; neverAgain: string };

const en: AttentionWords = {
  bubble: "Message from the chat",
  closeBubble: "Close this message",
  neverAgain: "Do not show again",
};

const languages: Readonly<Record<string, AttentionWords>> = {
  en,
  ar: { bubble: "رسالة من المحادثة", closeBubble: "إغلاق هذه الرسالة", neverAgain: "عدم العرض مرة أخرى" },
  de: {
    bubble: "Nachricht aus dem Chat",
    closeBubble: "Diese Nachricht schließen",
    neverAgain: "Nicht mehr anzeigen",
  },
  es: { bubble: "Mensaje del chat", closeBubble: "Cerrar este mensaje", neverAgain: "No volver a mostrar" },
  fr: { bubble: "Message de la discussion", closeBubble: "Fermer ce message", neverAgain: "Ne plus afficher" },
  he: { bubble: "הודעה מהצ׳אט", closeBubble: "סגירת ההודעה", neverAgain: "לא להציג שוב" },
  it: { bubble: "Messaggio dalla chat", closeBubble: "Chiudi questo messaggio", neverAgain: "Non mostrare più" },
  ja: { bubble: "チャットからのメッセージ", closeBubble: "このメッセージを閉じる", neverAgain: "今後表示しない" },
  nl: { bubble: "Bericht uit de chat", closeBubble: "Dit bericht sluiten", neverAgain: "Niet meer tonen" },
  pl: { bubble: "Wiadomość z czatu", closeBubble: "Zamknij tę wiadomość", neverAgain: "Nie pokazuj ponownie" },
  pt: { bubble: "Mensagem do chat", closeBubble: "Fechar esta mensagem", neverAgain: "Não mostrar novamente" },
};

export function attentionWords(locale: string): { words: AttentionWords; language: string; dir: "ltr" | "rtl" } {
  const wish = languageOf(locale);
  const words = languages[wish];
  const language = words === undefined ? "en" : wish;
  return { words: words ?? en, language, dir: ["ar", "he"].includes(language) ? "rtl" : "ltr" };
}
