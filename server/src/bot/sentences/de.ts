import type { Sentences } from "./sentences.ts";

export const de: Sentences = {
  apology: "Entschuldigung, bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
  tooLate:
    "Einige meiner Antworten konnten Sie nicht rechtzeitig erreichen. Bitte fragen Sie noch einmal, wenn Sie sie noch brauchen.",
  resume: (title) =>
    title === undefined ? "Machen wir dort weiter, wo wir waren?" : `Machen wir weiter mit ${title}?`,
  resumeYes: "Ja, weiter",
  resumeNo: "Nein, danke",
  dropped: "In Ordnung.",
  cancelled: (title) => (title === undefined ? "In Ordnung, abgebrochen." : `In Ordnung, ${title} ist abgebrochen.`),
  startedOver: "In Ordnung, von vorn.",
  firstQuestion: "Das ist die erste Frage.",
  soFar: (entries) => ["Bisher:", ...entries.map(({ title, words }) => `- ${title}: ${words}`)].join("\n"),
  nothingSoFar: "Sie haben mir noch nichts gesagt.",
  onlyOne: "Bitte nur eines davon.",
  alsoAsked: (words) => `Sie haben auch geschrieben: „${words}“ Soll ich jetzt darauf antworten?`,
  alsoYes: "Ja, bitte",
  alsoNo: "Nein, danke",
  joined: (name) => `${name} ist jetzt im Gespräch.`,
  ratingComment: "Was können wir besser machen?",
};
