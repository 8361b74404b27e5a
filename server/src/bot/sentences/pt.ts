import type { Sentences } from "./sentences.ts";

export const pt: Sentences = {
  apology: "Desculpe, algo correu mal do nosso lado. Tente de novo, por favor.",
  tooLate:
    "Algumas das minhas respostas não puderam chegar a tempo. Se ainda precisar delas, pergunte-me de novo, por favor.",
  resume: (title) => (title === undefined ? "Continuamos de onde parámos?" : `Continuamos com ${title}?`),
  resumeYes: "Sim, continuar",
  resumeNo: "Não, obrigado",
  dropped: "Está bem.",
  cancelled: (title) => (title === undefined ? "Está bem, cancelado." : `Está bem, deixo ${title}.`),
  startedOver: "Está bem, do início.",
  firstQuestion: "Esta é a primeira pergunta.",
  soFar: (entries) => ["Até agora:", ...entries.map(({ title, words }) => `- ${title}: ${words}`)].join("\n"),
  nothingSoFar: "Ainda não me disse nada.",
  onlyOne: "Apenas um, por favor.",
  alsoAsked: (words) => `Também escreveu: «${words}» Respondo agora?`,
  alsoYes: "Sim, por favor",
  alsoNo: "Não, obrigado",
  joined: (name) => `${name} entrou na conversa.`,
  ratingComment: "O que podemos melhorar?",
};
