import type { Plural } from "./translate.ts";

/** The texts of the extra parts. They are loaded with those parts. */
export type ExtraStrings = {
  carousel: string;
  carouselSlide: string;
  slideOf: string;
  previousCard: string;
  nextCard: string;
  video: string;
  audio: string;
  file: string;
  listFilter: string;
  listFound: Plural;
  listAll: Plural;
  listFewer: string;
  openMap: string;
  /** Under a form that has fields with a star. */
  requiredMark: string;
  choose: string;
  noAnswer: string;
  missing: string;
  missingChoice: string;
  notEmail: string;
  notNumber: string;
  notDate: string;
  formTooLong: string;
  formSent: string;
  /** One line of a filled-in form, as the visitor's own message shows it. */
  answerLine: string;
  sources: Plural;
  /** What `[1]` in an answer is called. */
  sourceNumber: string;
  helpful: string;
  thumbsUp: string;
  thumbsDown: string;
  thanks: string;
  table: string;
  retry: string;
  retryThis: string;
  discard: string;
  discardThis: string;
  loadEarlier: string;
  loadingEarlier: string;
  earlierFailed: string;
  newMessages: Plural;
  toNewest: string;
};

export const extraEn: ExtraStrings = {
  carousel: "carousel",
  carouselSlide: "slide",
  slideOf: "{index} of {count}: {title}",
  previousCard: "Previous card",
  nextCard: "Next card",
  video: "Video",
  audio: "Audio",
  file: "File",
  listFilter: "Filter the choices",
  listFound: { one: "{count} choice found", other: "{count} choices found" },
  listAll: { other: "Show all {count}" },
  listFewer: "Show fewer",
  openMap: "Open map",
  requiredMark: "* required",
  choose: "Choose…",
  noAnswer: "No answer",
  missing: "Please fill in this field.",
  missingChoice: "Please choose one.",
  notEmail: "Please enter an e-mail address, such as name@example.com.",
  notNumber: "Please enter a number.",
  notDate: "Please enter a whole date.",
  formTooLong: "This is too much to send at once. Please shorten it.",
  formSent: "Your answers",
  answerLine: "{label}: {value}",
  sources: { one: "Source ({count})", other: "Sources ({count})" },
  sourceNumber: "Source {number}",
  helpful: "Was this helpful?",
  thumbsUp: "Helpful",
  thumbsDown: "Not helpful",
  thanks: "Thank you for your opinion.",
  table: "Table",
  retry: "Retry",
  retryThis: "Retry sending “{text}”",
  discard: "Remove",
  discardThis: "Remove “{text}”",
  loadEarlier: "Earlier messages",
  loadingEarlier: "Loading earlier messages…",
  earlierFailed: "Earlier messages could not be loaded. Try again",
  newMessages: { one: "{count} new message", other: "{count} new messages" },
  toNewest: "Go to the newest message",
};
