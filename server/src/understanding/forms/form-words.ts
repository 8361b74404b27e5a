/** What a person may ask of any form while it waits for an answer. */
export type FormCommand = "cancel" | "startOver" | "goBack" | "recap";

export const formCommands: readonly FormCommand[] = ["cancel", "startOver", "goBack", "recap"];

/**
 * How the people of one language steer a form and correct it, as they would write it: case, accents and punctuation do not
 * count. A language adds a file in `words/` and its line in `form-languages.ts`.
 */
export type FormWords = Readonly<
  Record<
    /** Whole messages, apart from words such as "please": "forget it" cancels, "cancel my subscription" does not. */
    | FormCommand
    /** Words before or after a new value that replaces an earlier one: "no, three", "make it three", "three instead". */
    | "correction"
    /** Words that deny what follows, up to the end of the clause or a word of `contrast`: "not 2", "instead of 2". */
    | "negation"
    /** Words that hold a word of `negation` and deny nothing: "why not 4". */
    | "affirmative"
    /** Words that end what a negation denies: "not 2 but 4". */
    | "contrast"
    /** What a question begins with, where there is no question mark. Of two words, a phrase of two is one: "quanto costa". */
    | "question"
    /** What it may end with: "ça coûte combien". */
    | "questionEnd"
    /** Verbs that make a question of two words with the small one behind them: "aceptan perros". None that also asks somebody to do it: "aprite piano". */
    | "questionVerb"
    /** Words that make a question of two words with the one before them: "dogs allowed". */
    | "questionState"
    /** Words that join two wishes of one message: "a table for two, and what are your hours?". */
    | "joint"
    /** Words between two values of which only one is meant: "2 or 3". */
    | "alternative",
    readonly string[]
  >
>;

/** Words that an author adds, by language (BCP 47). */
export type MoreFormWords = Readonly<Record<string, Partial<FormWords>>>;

/** The names of all lists. */
export const formWordLists: readonly (keyof FormWords)[] = [
  ...formCommands,
  "correction",
  "negation",
  "affirmative",
  "contrast",
  "question",
  "questionEnd",
  "questionVerb",
  "questionState",
  "joint",
  "alternative",
];
