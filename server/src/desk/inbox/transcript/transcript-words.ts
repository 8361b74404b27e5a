export const transcriptLanguages = ["en", "de", "fr"] as const;
export type TranscriptLanguage = (typeof transcriptLanguages)[number];

export type TranscriptWords = {
  title: (name: string) => string;
  channel: string;
  saved: string;
  bot: string;
  team: string;
  note: string;
  file: string;
  notSent: string;
  joined: (name: string) => string;
  waits: string;
  closed: (name: string) => string;
  handedOver: string;
};

/** What a transcript says by itself, in the languages of the console. */
export const transcriptWords: Readonly<Record<TranscriptLanguage, TranscriptWords>> = {
  en: {
    title: (name) => `Conversation with ${name}`,
    channel: "Channel",
    saved: "Saved",
    bot: "Bot",
    team: "Team",
    note: "Internal note",
    file: "File",
    notSent: "not sent",
    joined: (name) => `${name} has taken over`,
    waits: "Waits for the team",
    closed: (name) => `${name} has closed it`,
    handedOver: "Handed over",
  },
  de: {
    title: (name) => `Unterhaltung mit ${name}`,
    channel: "Kanal",
    saved: "Gespeichert",
    bot: "Bot",
    team: "Team",
    note: "Interne Notiz",
    file: "Datei",
    notSent: "nicht gesendet",
    joined: (name) => `${name} hat übernommen`,
    waits: "Wartet auf das Team",
    closed: (name) => `${name} hat sie geschlossen`,
    handedOver: "Übergeben",
  },
  fr: {
    title: (name) => `Conversation avec ${name}`,
    channel: "Canal",
    saved: "Enregistré",
    bot: "Bot",
    team: "Équipe",
    note: "Note interne",
    file: "Fichier",
    notSent: "non envoyé",
    joined: (name) => `${name} a pris la conversation`,
    waits: "Attend l’équipe",
    closed: (name) => `${name} l’a close`,
    handedOver: "Transmise",
  },
};
