/**
 * What the bot says by itself, in one language. A language adds a file beside this one and its line in `sentences-for.ts`.
 * `title`: the subject of a story, in words for people; undefined if its contract has none.
 */
export type Sentences = {
  /** When even the fallback has failed. */
  apology: string;
  /** Once messages go out again, in place of those that were too old by then. */
  tooLate: string;
  /** The offer to go on with an interrupted story, its two choices, and the answer to the second one. */
  resume: (title: string | undefined) => string;
  resumeYes: string;
  resumeNo: string;
  dropped: string;
  /** The person has left a form, or begins it anew, or cannot go back any further. */
  cancelled: (title: string | undefined) => string;
  startedOver: string;
  firstQuestion: string;
  /** What the person has said so far: one line for each slot. */
  soFar: (entries: readonly { title: string; words: string }[]) => string;
  nothingSoFar: string;
  /** The person has given several values where one is wanted. For the stories, which ask. */
  onlyOne: string;
  /** The offer to come to a second wish of one message. */
  alsoAsked: (words: string) => string;
  alsoYes: string;
  alsoNo: string;
  /** Somebody of the site's team answers from now on. Nobody in particular says it. */
  joined: (name: string) => string;
  /** Asks for words beside the stars, once the team's help is rated. */
  ratingComment: string;
};
