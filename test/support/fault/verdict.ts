const opening = "The oracle:";

/** Errors that are worth a second try: a fault that a busy machine kept from happening has shown nothing. A verdict has. */
export const isNoVerdict = new RegExp(`^(?!${opening})`);

/**
 * What was lost, repeated or out of order once is a fault of the program, however seldom it is: no second try may hide it.
 * @throws with the sentences, if there are any.
 */
export function expectNothingWrong(sentences: readonly string[]): void {
  if (sentences.length > 0) throw new Error([opening, ...sentences].join("\n- "));
}
