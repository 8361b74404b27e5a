import type { FewShotFigures } from "#bench/few-shot.ts";

/** What the project wants to reach, and whether these figures reach it. */
export type Verdict = { aim: string; reached: number; holds: boolean };

/** The public corpora that have an aim of their own, known by how many intents they have and the name of one. */
const publicCorpora = [
  { name: "CLINC150", intents: 150, has: "ptorequest", perIntent: 20, accuracy: 0.88 },
  { name: "BANKING77", intents: 77, has: "cardarrival", perIntent: 10, accuracy: 0.78 },
  { name: "SNIPS", intents: 7, has: "addtoplaylist", perIntent: 5, accuracy: 0.91 },
];

/** With so many examples of each intent, sentences out of scope are told from others this well. */
const auroc = { perIntent: 20, least: 0.95 };
/** From so many examples on, at most this share of the right answers is refused. */
const refused = { perIntent: 10, most: 0.08 };

/** @param intents the names of the corpus' intents. @param rows its figures. @returns one verdict for each aim that they can judge. */
export function judgeAims(intents: ReadonlySet<string>, rows: readonly FewShotFigures[]): Verdict[] {
  const names = new Set([...intents].map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "")));
  const known = publicCorpora.find(({ intents: count, has }) => intents.size === count && names.has(has));
  const verdicts: Verdict[] = [];
  for (const row of rows) {
    if (known !== undefined && row.perIntent === known.perIntent)
      verdicts.push({
        aim: `${known.name}, ${row.perIntent} examples: at least ${percent(known.accuracy)} right`,
        reached: row.accuracy,
        holds: row.accuracy >= known.accuracy,
      });
    if (row.perIntent >= refused.perIntent)
      verdicts.push({
        aim: `${row.perIntent} examples: at most ${percent(refused.most)} of the right ones refused`,
        reached: row.rightRefused,
        holds: row.rightRefused <= refused.most,
      });
    if (row.perIntent === auroc.perIntent && Number.isFinite(row.auroc))
      verdicts.push({
        aim: `${row.perIntent} examples: AUROC of sentences out of scope at least ${auroc.least}`,
        reached: row.auroc,
        holds: row.auroc >= auroc.least,
      });
  }
  return verdicts;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
