import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readArguments } from "#bench/arguments.ts";
import { judgeAims } from "#bench/corpus/aims.ts";
import { CorpusError } from "#bench/corpus/corpus.ts";
import { readCorpus } from "#bench/corpus/read-corpus.ts";
import type { FewShotFigures } from "#bench/few-shot.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { root } from "#support/paths.ts";

/** Writes the files and reads the one with the path `read`; "": their folder. */
function readFrom(files: Readonly<Record<string, string | Buffer>>, read: string) {
  using folder = disposableFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return readCorpus(join(folder.path, read));
}

function readOne(name: string, content: string | Buffer) {
  return readFrom({ [name]: content }, name);
}

function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof CorpusError) return error.message;
    throw error;
  }
  throw new Error("it was read");
}

const pairsOf = (sentences: readonly { text: string; intent: string }[] | undefined) =>
  sentences?.map(({ text, intent }) => [text, intent]);

const undivided = [
  ["open the door", "open"],
  ["shut the door", "shut"],
];

test.each([
  ["named.csv", "text,category\nopen the door,open\nshut the door,shut\nwho won,oos\n"],
  ["other-names.csv", "id,Label,Utterance\n1,open,open the door\n2,shut,shut the door\n3,oos,who won\n"],
  ["numbers.csv", "text,label,label_text\nopen the door,0,open\nshut the door,1,shut\nwho won,2,oos\n"],
  ["no-names.csv", "open the door,open\nshut the door,shut\nwho won,oos"],
  ["windows.csv", "\uFEFFtext,intent\r\nopen the door,open\r\n\r\nshut the door,shut\r\nwho won,oos\r\n"],
  ["tabs.tsv", "sentence\tintent\nopen the door\topen\nshut the door\tshut\nwho won\toos\n"],
  ["pairs.json", '[["open the door","open"],["shut the door","shut"],["who won","oos"]]'],
  [
    "objects.json",
    '[{"text":"open the door","label":"open"},{"text":"shut the door","label":"shut"},{"text":"who won","label":"oos"}]',
  ],
  ["intents.json", '{"open":["open the door"],"shut":["shut the door"],"oos":["who won"]}'],
  ["languages.json", '{"open":{"en":["open the door"]},"shut":{"en":["shut the door"]},"oos":{"en":["who won"]}}'],
  [
    "lines.jsonl",
    '{"text":"open the door","intent":"open"}\n{"text":"shut the door","intent":"shut"}\n\n{"text":"who won","intent":"oos"}\n',
  ],
])("%s is read, and `oos` is out of scope", (name, content) => {
  const corpus = readOne(name, content);
  expect(pairsOf(corpus.sentences)).toEqual(undivided);
  expect(corpus.asked).toBeUndefined();
  expect(corpus.outOfScope).toEqual(["who won"]);
});

test("texts in quotes keep their commas, quotes and lines; tabs need no quotes", () => {
  const csv = readOne("a.csv", 'text,category\n"open, ""please""\nnow",open\nshut it,shut\n');
  expect(pairsOf(csv.sentences)).toEqual([
    ['open, "please"\nnow', "open"],
    ["shut it", "shut"],
  ]);
  const tsv = readOne("a.tsv", '"open it, now\topen\nshut it\tshut\n');
  expect(pairsOf(tsv.sentences)).toEqual([
    ['"open it, now', "open"],
    ["shut it", "shut"],
  ]);
});

test("the parts of CLINC150: train is learnt, test is asked about, val is neither", () => {
  const corpus = readOne(
    "data_full.json",
    JSON.stringify({
      oos_val: [["val oos", "oos"]],
      val: [["val open", "open"]],
      train: undivided,
      oos_test: [["test oos", "oos"]],
      test: [["test open", "open"]],
      oos_train: [["train oos", "oos"]],
    }),
  );
  expect(pairsOf(corpus.sentences)).toEqual(undivided);
  expect(pairsOf(corpus.asked)).toEqual([["test open", "open"]]);
  expect(corpus.outOfScope).toEqual(["test oos"]);
});

test("a column says the part, and out of scope counts from any part where the test has none", () => {
  const corpus = readOne(
    "a.csv",
    "text,intent,split\nopen the door,open,train\nshut the door,shut,train\ntest open,open,test\ndev open,open,dev\nwho won,oos,train\n",
  );
  expect(pairsOf(corpus.sentences)).toEqual(undivided);
  expect(pairsOf(corpus.asked)).toEqual([["test open", "open"]]);
  expect(corpus.outOfScope).toEqual(["who won"]);
});

test("a folder with a file for each part, as BANKING77 has", () => {
  const files = {
    "train.csv": "text,category\nopen the door,open\nshut the door,shut\n",
    "test.csv": "text,category\ntest open,open\n",
    "categories.json": '["open","shut"]',
  };
  const corpus = readFrom(files, "");
  expect(pairsOf(corpus.sentences)).toEqual(undivided);
  expect(pairsOf(corpus.asked)).toEqual([["test open", "open"]]);
});

const snipsFile = (intent: string, ...sentences: string[][]): string =>
  JSON.stringify({ [intent]: sentences.map((pieces) => ({ data: pieces.map((text) => ({ text })) })) });

test("a folder for each intent, as SNIPS has: the full file is preferred, and the pieces of a sentence are joined", () => {
  const corpus = readFrom(
    {
      "Open/train_Open.json": snipsFile("Open", ["few"]),
      // Not in UTF-8, as in the published files.
      "Open/train_Open_full.json": Buffer.from(snipsFile("Open", ["open the ", "caf\u00e9", " door"]), "latin1"),
      "Open/validate_Open.json": snipsFile("Open", ["test open"]),
      "Shut/train_Shut.json": snipsFile("Shut", ["shut the door"]),
      "Shut/validate_Shut.json": snipsFile("Shut", ["test shut"]),
      "README.md": "about",
    },
    "",
  );
  expect(pairsOf(corpus.sentences)).toEqual([
    ["open the café door", "Open"],
    ["shut the door", "Shut"],
  ]);
  expect(pairsOf(corpus.asked)).toEqual([
    ["test open", "Open"],
    ["test shut", "Shut"],
  ]);
});

test.each([
  ["a.csv", "", "a.csv is empty"],
  ["a.csv", "id,words,kind\n1,open it,open\n", "a.csv, line 1: name the columns: one of text, sentence"],
  ["a.csv", "text,category\nopen it, please,open\n", "a.csv, line 2 has 3 columns instead of 2: put quotes around"],
  ["a.csv", 'text,category\n"open it,open\n', "a.csv is no CSV: Quote Not Closed"],
  ["a.csv", "text,category\nopen it,\n", 'a.csv, line 2 has no intent in "category"'],
  ["a.csv", "text,category\nopen it,open\n", "a.csv has one intent only: give two or more"],
  ["a.csv", "text,category\nwho won,oos\n", "a.csv has no intent: give two or more"],
  ["a.csv", "text,category\n?,open\n!,shut\n", "a.csv has no sentence"],
  ["a.csv", "text,intent,split\nopen it,open,tain\n", 'line 2: "tain" is no part of a corpus; parts are train'],
  ["a.csv", "text,intent,split\nopen it,open,train\nshut it,shut,train\n", 'a.csv has only a part "train"'],
  ["a.csv", "text,intent,split\na,x,train\nb,y,train\nc,z,test\n", 'the intent "z" is in "test" but not in "train"'],
  ["a.tsv", "text\tintent\nopen it\n", "a.tsv, line 2 has 1 columns instead of 2"],
  ["a.json", "{", "a.json is no JSON: SyntaxError"],
  ["a.json", "{}", "a.json has no shape of a corpus"],
  ["a.json", '{"train":[["open it","open"],["shut it"]]}', 'a.json, "train", item 2 is no pair [sentence, intent]'],
  ["a.json", '{"train":5}', 'a.json, "train" is no list of pairs'],
  [
    "a.json",
    '[{"text":"open it","label":"open"},{"text":"shut it"}]',
    "a.json, item 2 lacks its sentence or its intent",
  ],
  ["a.json", '[{"text":null,"label":"open"}]', 'a.json, item 1 has no text in "text"'],
  ["a.jsonl", '{"text":"open it","label":"open"}\n[]\n', "a.jsonl, line 2 is no object"],
  ["a.txt", "open it", "a.txt is none of .csv, .tsv, .json, .jsonl"],
])("%s that holds %j is refused", (name, content, message) => {
  expect(refusalOf(() => readOne(name, content))).toContain(message);
});

test("a folder that is no corpus, a file twice, a lacking or broken file of an intent are refused", () => {
  expect(refusalOf(() => readFrom({ "notes.csv": "a,b" }, ""))).toContain('has no "train" and "test"');
  expect(refusalOf(() => readFrom({ "train.csv": "a,b", "train.tsv": "a\tb" }, ""))).toContain(
    "more than one file like",
  );
  const train = { "Open/train_Open.json": snipsFile("Open", ["open"]) };
  expect(refusalOf(() => readFrom(train, ""))).toContain("Open lacks validate_Open.json");
  const broken = { ...train, "Open/validate_Open.json": snipsFile("Shut", ["shut"]) };
  expect(refusalOf(() => readFrom(broken, ""))).toContain('validate_Open.json lacks "Open"');
  expect(refusalOf(() => readCorpus("/nowhere/corpus.csv"))).toBe("There is no file /nowhere/corpus.csv");
});

const figures = (perIntent: number, accuracy: number, rightRefused: number, auroc: number): FewShotFigures => ({
  corpus: "",
  intents: 0,
  perIntent,
  accuracy,
  rightRefused,
  outOfScopeRefused: 0,
  auroc,
  trainingMs: 0,
  sentenceMs: 0,
});

const named = (count: number, first: string) =>
  new Set([first, ...Array.from({ length: count - 1 }, (_, index) => `i${index}`)]);

test.each([
  ["CLINC150", named(150, "pto_request"), 20, 0.88],
  ["BANKING77", named(77, "card_arrival"), 10, 0.78],
  ["SNIPS", named(7, "AddToPlaylist"), 5, 0.91],
] as const)("the aim of %s is judged at its own number of examples", (name, intents, perIntent, least) => {
  const judge = (accuracy: number) =>
    judgeAims(
      intents,
      [5, 10, 20].map((size) => figures(size, size === perIntent ? accuracy : 0, 0, 1)),
    ).filter(({ aim }) => aim.startsWith(name));
  expect(judge(least)).toMatchObject([{ reached: least, holds: true }]);
  expect(judge(least - 0.001)).toMatchObject([{ holds: false }]);
  const others = judgeAims(named(9, "AddToPlaylist"), [figures(perIntent, 1, 0, 1)]);
  expect(others.filter(({ aim }) => aim.includes("right") && !aim.includes("refused"))).toEqual([]);
});

test("refusals are judged from ten examples on, AUROC at twenty, and only with sentences out of scope", () => {
  const judge = (...row: Parameters<typeof figures>) =>
    judgeAims(new Set(["a", "b"]), [figures(...row)]).map(({ holds }) => holds);
  expect(judge(5, 1, 1, 0)).toEqual([]);
  expect(judge(10, 1, 0.08, 0)).toEqual([true]);
  expect(judge(10, 1, 0.081, 0)).toEqual([false]);
  expect(judge(20, 1, 0.08, 0.95)).toEqual([true, true]);
  expect(judge(20, 1, 0.09, 0.949)).toEqual([false, false]);
  expect(judge(20, 1, 0, Number.NaN)).toEqual([true]);
});

const bench = (...args: string[]) => ["--conditions=causerie-source", join(root, "test", "bench", "run.ts"), ...args];

test("the command measures a file named from where it was typed, and says what is wrong with one", () => {
  using folder = disposableFolder();
  const doors = [
    "front",
    "back",
    "cellar",
    "garden",
    "car",
    "kitchen",
    "attic",
    "barn",
    "stable",
    "garage",
    "yard",
    "hall",
    "shed",
    "lift",
  ];
  const rows = [
    ...doors.map((door) => `please open the ${door} door,open`),
    ...doors.map((door) => `my ${door} light is broken,light`),
  ];
  writeFileSync(join(folder.path, "own.csv"), `text,intent\n${rows.join("\n")}\nwho won the match,oos\n`);
  writeFileSync(join(folder.path, "bad.csv"), "a,b,c\n");
  const env = { ...process.env, INIT_CWD: folder.path };
  const printed = execFileSync(process.execPath, bench("understanding", "--corpus", "own.csv"), {
    env,
    encoding: "utf8",
  });
  expect(printed).toContain(
    "corpus: own.csv, 2 intents; 28 sentences, at random learnt or asked about; 1 out of scope",
  );
  expect(printed).toMatch(/\n\s+5 100\.0 %/);
  expect(printed).toMatch(/\n\s+10 100\.0 %.*ms\n/);
  expect(printed).not.toMatch(/\n\s+20 /);
  expect(printed).toMatch(/(holds:|MISSED:) +10 examples: at most 8 % of the right ones refused \(\d\.\d{3}\)/);
  const { status, stderr } = spawnSync(process.execPath, bench("understanding", "--corpus", "bad.csv"), {
    env,
    encoding: "utf8",
  });
  expect(status).toBe(2);
  expect(stderr).toContain("bad.csv, line 1: name the columns");
}, 120_000);

test("words of the command that make no sense are refused", () => {
  const read = (...words: string[]) =>
    readArguments(words, (name) => ["understanding", "entities"].includes(name), "/home/ada");
  expect(read()).toEqual({ names: [], million: false, corpus: undefined });
  expect(read("entities", "--million")).toEqual({ names: ["entities"], million: true, corpus: undefined });
  expect(read("understanding", "--corpus", "../own.csv").corpus).toBe("/home/own.csv");
  expect(read("understanding", "--corpus=/tmp/own.csv").corpus).toBe("/tmp/own.csv");
  for (const words of [
    ["entities", "--corpus", "own.csv"],
    ["--corpus", "own.csv"],
    ["understanding", "entities", "--corpus", "own.csv"],
  ])
    expect(() => read(...words)).toThrow("A corpus is for one part");
  expect(() => read("understanding", "--corpus")).toThrow("--corpus");
  expect(() => read("--milion")).toThrow("--milion");
  expect(() => read("understandin")).toThrow("There is no part understandin");
});
