import { expect, test } from "vitest";
import { measureFewShot, readCorpora } from "#bench/few-shot.ts";

const seeds = [1, 2];

// The bounds are below what `npm run bench` prints, so that only a real loss fails.
test.each([
  ["development", "banking", 10, 0.68],
  ["development", "assistant", 10, 0.74],
  ["development", "telecom", 10, 0.57],
  ["unseen", "travel", 10, 0.5],
  ["unseen", "townhall", 10, 0.6],
] as const)(
  "%s corpus %s with %i examples: at least %f right, at most a tenth of these refused",
  (split, name, perIntent, least) => {
    const corpora = readCorpora(split).filter((corpus) => corpus.name === name);
    const [figures] = corpora.map((corpus) => measureFewShot(corpus, perIntent, seeds));
    expect(figures?.accuracy).toBeGreaterThan(least);
    expect(figures?.rightRefused).toBeLessThan(0.1);
    expect(figures?.outOfScopeRefused).toBeGreaterThan(0.55);
    expect(figures?.auroc).toBeGreaterThan(0.8);
  },
);
