/** @returns a ratio, and whether it is within its aim. */
export function judge(ratio: number, { most }: { most: number }): string {
  const verdict = ratio <= most ? "holds" : "is missed";
  return `${ratio.toFixed(2)} x, aim at most ${most} x: ${verdict}`;
}
