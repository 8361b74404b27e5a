import type { Sentences } from "./sentences.ts";

export const en: Sentences = {
  apology: "Sorry, something went wrong on our side. Please try again.",
  tooLate: "Some of my answers could not reach you in time. Please ask me again if you still need them.",
  resume: (title) => (title === undefined ? "Shall we go on where we left off?" : `Shall we go on with ${title}?`),
  resumeYes: "Yes, go on",
  resumeNo: "No, thanks",
  dropped: "All right.",
  cancelled: (title) => (title === undefined ? "All right, cancelled." : `All right, ${title} is cancelled.`),
  startedOver: "All right, from the beginning.",
  firstQuestion: "This is the first question.",
  soFar: (entries) => ["So far:", ...entries.map(({ title, words }) => `- ${title}: ${words}`)].join("\n"),
  nothingSoFar: "You have not told me anything yet.",
  onlyOne: "Only one of them, please.",
  alsoAsked: (words) => `You also wrote: “${words}” Shall I answer that now?`,
  alsoYes: "Yes, please",
  alsoNo: "No, thanks",
  joined: (name) => `${name} has joined the conversation.`,
  ratingComment: "What could we do better?",
};
