/** @returns a ratio, and whether it is within its aim. */
export function judge(ratio: number, aim: { most: number } | { least: number }): string {
  const [holds, words] =
    "most" in aim ? [ratio <= aim.most, `at most ${aim.most} x`] : [ratio >= aim.least, `at least ${aim.least} x`];
  return `${ratio.toFixed(2)} x, aim ${words}: ${holds ? "holds" : "is missed"}`;
}
