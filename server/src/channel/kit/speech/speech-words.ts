/** What a voice says between the bot's own words. `labels` are joined already. */
export type SpeechWords = {
  /** Before the choices. */
  choices: (labels: string) => string;
  /** The same where a caller may press a key. */
  keys: (labels: string) => string;
  key: (digit: number, label: string) => string;
  /** The story is not done yet, and the platform waits no longer. */
  late: string;
  /** Nothing was understood on a line. */
  silence: string;
  /** The bot has nothing to say and waits. */
  prompt: string;
  goodbye: string;
};

const en: SpeechWords = {
  choices: (labels) => `You can say: ${labels}.`,
  keys: (labels) => `Say or press: ${labels}.`,
  key: (digit, label) => `${digit} for ${label}`,
  late: "I need more time for this. Please ask me again in a moment.",
  silence: "I did not get that.",
  prompt: "How can I help you?",
  goodbye: "Goodbye.",
};

const fr: SpeechWords = {
  choices: (labels) => `Vous pouvez dire : ${labels}.`,
  keys: (labels) => `Dites ou tapez : ${labels}.`,
  key: (digit, label) => `${digit} pour ${label}`,
  late: "Il me faut encore un peu de temps. Redemandez-moi dans un instant.",
  silence: "Je n'ai pas entendu.",
  prompt: "Comment puis-je vous aider ?",
  goodbye: "Au revoir.",
};

const de: SpeechWords = {
  choices: (labels) => `Sie können sagen: ${labels}.`,
  keys: (labels) => `Sagen oder drücken Sie: ${labels}.`,
  key: (digit, label) => `${digit} für ${label}`,
  late: "Dafür brauche ich noch etwas Zeit. Bitte fragen Sie mich gleich noch einmal.",
  silence: "Das habe ich nicht verstanden.",
  prompt: "Wie kann ich Ihnen helfen?",
  goodbye: "Auf Wiederhören.",
};

const es: SpeechWords = {
  choices: (labels) => `Puede decir: ${labels}.`,
  keys: (labels) => `Diga o pulse: ${labels}.`,
  key: (digit, label) => `${digit} para ${label}`,
  late: "Necesito un poco más de tiempo. Vuelva a preguntarme en un momento.",
  silence: "No le he oído.",
  prompt: "¿En qué puedo ayudarle?",
  goodbye: "Adiós.",
};

const it: SpeechWords = {
  choices: (labels) => `Può dire: ${labels}.`,
  keys: (labels) => `Dica o prema: ${labels}.`,
  key: (digit, label) => `${digit} per ${label}`,
  late: "Mi serve ancora un po' di tempo. Me lo chieda di nuovo tra un attimo.",
  silence: "Non ho sentito.",
  prompt: "Come posso aiutarla?",
  goodbye: "Arrivederci.",
};

const nl: SpeechWords = {
  choices: (labels) => `U kunt zeggen: ${labels}.`,
  keys: (labels) => `Zeg of toets: ${labels}.`,
  key: (digit, label) => `${digit} voor ${label}`,
  late: "Ik heb hier nog even tijd voor nodig. Vraag het me zo nog eens.",
  silence: "Dat heb ik niet verstaan.",
  prompt: "Waarmee kan ik u helpen?",
  goodbye: "Tot ziens.",
};

const pt: SpeechWords = {
  choices: (labels) => `Pode dizer: ${labels}.`,
  keys: (labels) => `Diga ou marque: ${labels}.`,
  key: (digit, label) => `${digit} para ${label}`,
  late: "Preciso de um pouco mais de tempo. Pergunte-me de novo daqui a pouco.",
  silence: "Não ouvi.",
  prompt: "Em que posso ajudar?",
  goodbye: "Até logo.",
};

const all: Readonly<Record<string, SpeechWords>> = { en, fr, de, es, it, nl, pt };

/** English for a language that is not here. @param locale a BCP 47 tag. */
export function speechWordsFor(locale: string): SpeechWords {
  return all[locale.split("-")[0]?.toLowerCase() ?? ""] ?? en;
}
