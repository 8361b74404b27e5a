import type { Sentences } from "./sentences.ts";

export const fr: Sentences = {
  apology: "Désolé, une erreur s'est produite de notre côté. Merci de réessayer.",
  tooLate:
    "Certaines de mes réponses n'ont pas pu vous parvenir à temps. Merci de me reposer la question si elle est toujours d'actualité.",
  resume: (title) => (title === undefined ? "On reprend où nous en étions\u202F?" : `On reprend ${title}\u202F?`),
  resumeYes: "Oui, on continue",
  resumeNo: "Non, merci",
  dropped: "D'accord.",
  cancelled: (title) => (title === undefined ? "D'accord, c'est annulé." : `D'accord, j'abandonne ${title}.`),
  startedOver: "D'accord, on reprend au début.",
  firstQuestion: "C'est la première question.",
  soFar: (entries) =>
    ["Jusqu'ici\u00A0:", ...entries.map(({ title, words }) => `- ${title}\u00A0: ${words}`)].join("\n"),
  nothingSoFar: "Vous ne m'avez encore rien dit.",
  onlyOne: "Un seul, s'il vous plaît.",
  alsoAsked: (words) => `Vous avez aussi écrit\u00A0: «\u00A0${words}\u00A0» Je vous réponds maintenant\u202F?`,
  alsoYes: "Oui, merci",
  alsoNo: "Non, merci",
  joined: (name) => `${name} a rejoint la conversation.`,
  ratingComment: "Que pouvons-nous améliorer ?",
};
