/**
 * The intent for whatever is said to a question: the interaction model has it beside those of the stories, and its slots are handed over as words
 * of the person.
 */
export const answerIntent = {
  name: "CauserieAnswer",
  words: "words",
  type: "CauserieWords",
  builtin: { number: "AMAZON.NUMBER", day: "AMAZON.DATE", time: "AMAZON.TIME" },
} as const;
