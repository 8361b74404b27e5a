import type { Sentences } from "./sentences.ts";

export const it: Sentences = {
  apology: "Ci dispiace, qualcosa è andato storto da parte nostra. Riprovi, per favore.",
  tooLate:
    "Alcune mie risposte non sono potute arrivare in tempo. Se le servono ancora, me lo chieda di nuovo, per favore.",
  resume: (title) => (title === undefined ? "Riprendiamo da dove eravamo rimasti?" : `Riprendiamo con ${title}?`),
  resumeYes: "Sì, continuiamo",
  resumeNo: "No, grazie",
  dropped: "Va bene.",
  cancelled: (title) => (title === undefined ? "Va bene, annullato." : `Va bene, lascio ${title}.`),
  startedOver: "Va bene, ricominciamo da capo.",
  firstQuestion: "Questa è la prima domanda.",
  soFar: (entries) => ["Finora:", ...entries.map(({ title, words }) => `- ${title}: ${words}`)].join("\n"),
  nothingSoFar: "Non mi ha ancora detto nulla.",
  onlyOne: "Solo uno, per favore.",
  alsoAsked: (words) => `Ha scritto anche: «${words}» Rispondo adesso?`,
  alsoYes: "Sì, grazie",
  alsoNo: "No, grazie",
  joined: (name) => `Ora risponde ${name}.`,
  ratingComment: "Cosa possiamo migliorare?",
};
