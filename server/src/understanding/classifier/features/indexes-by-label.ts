/** The indexes of the examples, those with the least label first. */
export function indexesByLabel(labels: Uint32Array): Uint32Array {
  return Uint32Array.from(labels.keys()).sort((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0));
}
