/** UTF-16 units. */
const leastStep = 16;

/**
 * The lengths at which a text that is being written is sent again. They depend on nothing but the text, so that each stream, and the
 * request itself, sends it equally often: the kits join both by counting.
 */
export function nextStep(length: number): number {
  let step = leastStep;
  while (step <= length) step += Math.max(leastStep, Math.floor(step / 8));
  return step;
}

/** How often a text of this length is sent altogether; the last time as a whole. */
export function timesSent(length: number): number {
  let count = 1;
  for (let step = leastStep; step < length; step = nextStep(step)) count += 1;
  return count;
}
