/**
 * Gives each feature hash a number, counting from 0. Open addressing in two plain arrays, which can be sent to another
 * thread or written to a file as they are. Two features with the same 32-bit hash share a number; among 100,000 that
 * happens about once.
 */
export type FeatureTable = {
  /** The hash in each slot. The length is a power of two, and at most half of the slots are used. */
  hashes: Int32Array;
  /** The number in each slot, counted from 1; 0: the slot is free. */
  numbers: Int32Array;
  /** How many features have a number. */
  size: number;
  /** How much a feature of its kind counts, by number. Longer than `size`. */
  weights: Float32Array;
};

export function makeFeatureTable(): FeatureTable {
  return { hashes: new Int32Array(1024), numbers: new Int32Array(1024), size: 0, weights: new Float32Array(1024) };
}

/** @returns the feature's number; -1: it has none. */
export function findFeature(table: FeatureTable, hash: number): number {
  return (table.numbers[slotOf(table, hash)] ?? 0) - 1;
}

/** @returns the feature's number, or a new one if it had none. @param weight how much a feature of its kind counts. */
export function addFeature(table: FeatureTable, hash: number, weight: number): number {
  const slot = slotOf(table, hash);
  const number = table.numbers[slot] ?? 0;
  if (number > 0) return number - 1;
  table.weights[table.size] = weight;
  table.size += 1;
  table.hashes[slot] = hash;
  table.numbers[slot] = table.size;
  if (table.size * 2 > table.hashes.length) grow(table);
  return table.size - 1;
}

function slotOf({ hashes, numbers }: FeatureTable, hash: number): number {
  const last = hashes.length - 1;
  let slot = hash & last;
  while (numbers[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & last;
  return slot;
}

function grow(table: FeatureTable): void {
  const { hashes, numbers } = table;
  table.hashes = new Int32Array(hashes.length * 2);
  table.numbers = new Int32Array(hashes.length * 2);
  const { weights } = table;
  table.weights = new Float32Array(hashes.length * 2);
  table.weights.set(weights);
  for (const [slot, number] of numbers.entries()) {
    if (number === 0) continue;
    const hash = hashes[slot] ?? 0;
    const target = slotOf(table, hash);
    table.hashes[target] = hash;
    table.numbers[target] = number;
  }
}
