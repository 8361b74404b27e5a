import type { Sentences } from "./sentences.ts";

export const es: Sentences = {
  apology: "Lo sentimos, algo ha fallado por nuestra parte. Inténtelo de nuevo, por favor.",
  tooLate:
    "Algunas de mis respuestas no pudieron llegarle a tiempo. Si todavía las necesita, pregúnteme de nuevo, por favor.",
  resume: (title) => (title === undefined ? "¿Seguimos donde lo dejamos?" : `¿Seguimos con ${title}?`),
  resumeYes: "Sí, seguimos",
  resumeNo: "No, gracias",
  dropped: "De acuerdo.",
  cancelled: (title) => (title === undefined ? "De acuerdo, cancelado." : `De acuerdo, dejo ${title}.`),
  startedOver: "De acuerdo, desde el principio.",
  firstQuestion: "Esta es la primera pregunta.",
  soFar: (entries) => ["Hasta ahora:", ...entries.map(({ title, words }) => `- ${title}: ${words}`)].join("\n"),
  nothingSoFar: "Todavía no me ha dicho nada.",
  onlyOne: "Solo uno, por favor.",
  alsoAsked: (words) => `También ha escrito: «${words}» ¿Se lo respondo ahora?`,
  alsoYes: "Sí, por favor",
  alsoNo: "No, gracias",
  joined: (name) => `${name} se ha unido a la conversación.`,
  ratingComment: "¿Qué podríamos mejorar?",
};
