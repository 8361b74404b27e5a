import type { Sentences } from "./sentences.ts";

export const nl: Sentences = {
  apology: "Sorry, er is bij ons iets misgegaan. Probeer het nog eens, alstublieft.",
  tooLate:
    "Enkele van mijn antwoorden konden u niet op tijd bereiken. Vraag het me gerust opnieuw als u ze nog nodig hebt.",
  resume: (title) => (title === undefined ? "Gaan we verder waar we gebleven waren?" : `Gaan we verder met ${title}?`),
  resumeYes: "Ja, verder",
  resumeNo: "Nee, bedankt",
  dropped: "Goed.",
  cancelled: (title) => (title === undefined ? "Goed, geannuleerd." : `Goed, ${title} is geannuleerd.`),
  startedOver: "Goed, van voren af aan.",
  firstQuestion: "Dit is de eerste vraag.",
  soFar: (entries) => ["Tot nu toe:", ...entries.map(({ title, words }) => `- ${title}: ${words}`)].join("\n"),
  nothingSoFar: "U hebt me nog niets verteld.",
  onlyOne: "Eén ervan, alstublieft.",
  alsoAsked: (words) => `U schreef ook: “${words}” Zal ik dat nu beantwoorden?`,
  alsoYes: "Ja, graag",
  alsoNo: "Nee, bedankt",
  joined: (name) => `${name} doet nu mee aan het gesprek.`,
  ratingComment: "Wat kunnen we beter doen?",
};
