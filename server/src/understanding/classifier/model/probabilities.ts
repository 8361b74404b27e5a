/** Turns scores into probabilities that add up to 1, in place (softmax). */
export function toProbabilities(scores: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let place = 0; place < scores.length; place += 1) {
    const raised = Math.exp((scores[place] ?? 0) - most);
    scores[place] = raised;
    sum += raised;
  }
  for (let place = 0; place < scores.length; place += 1) scores[place] = (scores[place] ?? 0) / sum;
}

/** The place of the greatest value; the first of equals. */
export function placeOfMost(values: Float64Array): number {
  let best = 0;
  for (let place = 1; place < values.length; place += 1) {
    if ((values[place] ?? 0) > (values[best] ?? 0)) best = place;
  }
  return best;
}
