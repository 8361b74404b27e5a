import { describe, expect, test } from "vitest";
import type { Example } from "#understanding/understanding.ts";
import { createClassifier } from "./classifier.ts";
import { seededRandom } from "#understanding/classifier/train/seeded-random.ts";
import { trainModel } from "#understanding/classifier/train/train-model.ts";

const sentences: Record<string, readonly string[]> = {
  weather: [
    "what is the weather like",
    "will it rain tomorrow",
    "is it going to be sunny in Lyon",
    "do I need an umbrella today",
    "weather forecast for the weekend",
    "quel temps fait-il",
    "va-t-il pleuvoir demain",
    "la météo de ce week-end",
    "est-ce qu'il fait beau à Lyon",
    "faut-il un parapluie aujourd'hui",
  ],
  refund: [
    "I want my money back",
    "how do I get a refund",
    "please reimburse my ticket",
    "when will I be refunded",
    "refund for a cancelled train",
    "je veux être remboursé",
    "comment obtenir un remboursement",
    "remboursez mon billet s'il vous plaît",
    "quand serai-je remboursée",
    "remboursement d'un train annulé",
  ],
  lost: [
    "I lost my bag on the train",
    "my umbrella stayed on board",
    "lost property office",
    "someone took my suitcase",
    "I forgot my jacket in the carriage",
    "j'ai perdu mon sac dans le train",
    "mon écharpe est restée à bord",
    "bureau des objets trouvés",
    "on a pris ma valise",
    "j'ai oublié ma veste dans la voiture",
  ],
  greeting: ["hello", "good morning", "hi there", "hey", "bonjour", "salut", "bonsoir", "coucou", "hello you", "hi"],
};
const corpus = Object.entries(sentences).flatMap(([intent, texts]) => texts.map((text): Example => ({ intent, text })));
const classifier = createClassifier(trainModel(corpus));

function learn(...examples: readonly (readonly [string, string])[]): ReturnType<typeof createClassifier> {
  return createClassifier(trainModel(examples.map(([intent, text]) => ({ intent, text }))));
}

describe("with ten examples for each of four intents", () => {
  test("every example is understood beyond doubt, also with other case, accents and punctuation", () => {
    for (const { intent, text } of corpus) {
      for (const written of [text, text.toUpperCase(), `  ${text} !!!`]) {
        const answer = classifier.classify(written);
        expect(answer.intent).toBe(intent);
        expect(answer.confidence).toBeGreaterThanOrEqual(0.95);
      }
    }
  });

  test.each([
    ["what will the weather be like tomorrow", "weather"],
    ["va-t-il faire beau demain ?", "weather"],
    ["can I have a refund for my ticket", "refund"],
    ["je voudrais un remboursement", "refund"],
    ["I lost my jacket", "lost"],
    ["ma valise est perdue, je l'ai oubliée dans le train", "lost"],
    ["hello there", "greeting"],
    ["je veu etre ramboursé", "refund"],
    ["wether forcast", "weather"],
  ])("%s: %s", (text, intent) => {
    expect(classifier.classify(text).intent).toBe(intent);
  });

  test.each(["", "   ", "?!", "🙂", "👍🏽👍🏽", "the", "le", "qwertz uiop", "zzz", "lorem ipsum dolor", "\u0000", "42"])(
    "nobody can tell what %j means",
    (text) => {
      expect(classifier.classify(text).intent).toBeUndefined();
    },
  );

  test("an unknown text still names what it may mean, the likeliest first", () => {
    const { intent, confidence, alternatives } = classifier.classify("the");
    const confidences = alternatives.map((alternative) => alternative.confidence);
    expect(intent).toBeUndefined();
    expect(confidences[0]).toBe(confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  });

  test("what is named is not among the alternatives", () => {
    const { intent, alternatives } = classifier.classify("refund for my lost bag");
    expect(intent).toBeDefined();
    expect(alternatives.map((alternative) => alternative.intent)).not.toContain(intent);
  });

  test("saying a word again and again makes it no clearer", () => {
    for (const word of ["the", "le", "my"]) {
      const once = classifier.classify(word).confidence;
      expect(classifier.classify(`${word} `.repeat(20)).confidence).toBeLessThanOrEqual(once);
    }
  });

  test("the same examples make the same classifier", () => {
    const again = createClassifier(trainModel(corpus));
    const text = "will the train be refunded if it rains";
    expect(again.classify(text)).toEqual(classifier.classify(text));
  });

  test("an answer does not depend on what was asked before", () => {
    const first = classifier.classify("I lost my umbrella");
    classifier.classify("quel temps fait-il à Lyon demain");
    expect(classifier.classify("I lost my umbrella")).toEqual(first);
  });

  test("whatever is asked, confidence is from 0 to 1", () => {
    const random = seededRandom(1);
    for (let round = 0; round < 2_000; round += 1) {
      const units = Array.from({ length: Math.floor(random() * 60) }, () =>
        random() < 0.7 ? 97 + Math.floor(random() * 26) : Math.floor(random() * 65_536),
      );
      const { confidence, alternatives } = classifier.classify(String.fromCharCode(...units));
      for (const value of [confidence, ...alternatives.map((alternative) => alternative.confidence)]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe("what the conversation hopes for", () => {
  const text = "I want my bag back";

  test("wins when it is a serious alternative", () => {
    const { intent, alternatives } = classifier.classify(text);
    const second = alternatives[0]?.intent ?? "";
    expect(new Set([intent, second])).toEqual(new Set(["lost", "refund"]));
    const answer = classifier.classify(text, [second]);
    expect(answer.intent).toBe(second);
    expect(answer.alternatives[0]?.intent).toBe(intent);
  });

  test("does not win when it is none", () => {
    expect(classifier.classify("will it rain tomorrow in Paris", ["refund"]).intent).toBe("weather");
  });

  test("does not win over an example", () => {
    const answer = classifier.classify("hello", ["weather", "lost", "refund"]);
    expect(answer).toEqual(classifier.classify("hello"));
  });

  test("may be something there is no example of", () => {
    expect(classifier.classify("hello", ["nothing", "nothing"])).toEqual(classifier.classify("hello"));
  });
});

describe("with few examples", () => {
  test("none: nothing is understood", () => {
    expect(learn().classify("hello")).toEqual({ confidence: 0, alternatives: [] });
    expect(learn(["like", "👍"]).classify("👍")).toEqual({ confidence: 0, alternatives: [] });
  });

  test("one: only what nearly equals it is", () => {
    const one = learn(["greeting", "good morning everyone"]);
    expect(one.classify("good morning everyone!").intent).toBe("greeting");
    expect(one.classify("good evening").intent).toBeUndefined();
    expect(one.classify("where is my bag").intent).toBeUndefined();
  });

  test("one for each intent: what is far from both is unknown, and no guess is sure", () => {
    const two = learn(["greeting", "good morning everyone"], ["weather", "what is the weather like"]);
    expect(two.classify("what is the weather like?")).toMatchObject({ intent: "weather", confidence: 0.99 });
    expect(two.classify("the weather").confidence).toBeLessThan(0.7);
    expect(two.classify("bring me a sandwich").intent).toBeUndefined();
  });

  test("a text that is an example of two intents is a guess between them", () => {
    const { intent, confidence, alternatives } = learn(
      ["yes", "ok"],
      ["thanks", "ok"],
      ["thanks", "thank you"],
      ["no", "not at all"],
    ).classify("ok");
    expect(confidence).toBeCloseTo(0.5, 1);
    expect(new Set([intent, ...alternatives.map((other) => other.intent)])).toEqual(new Set(["thanks", "yes"]));
    expect(alternatives[0]?.confidence).toBeLessThanOrEqual(confidence);
  });

  test("languages without spaces are told apart too", () => {
    const japanese = learn(
      ["weather", "明日の天気はどうですか"],
      ["weather", "今日の天気を教えて"],
      ["weather", "週末は雨ですか"],
      ["train", "次の電車は何時ですか"],
      ["train", "東京行きの電車"],
      ["train", "電車の切符を買いたい"],
      ["greeting", "こんにちは"],
      ["greeting", "おはようございます"],
      ["greeting", "สวัสดีครับ"],
    );
    expect(japanese.classify("天気を教えてください").intent).toBe("weather");
    expect(japanese.classify("電車は何時ですか").intent).toBe("train");
    expect(japanese.classify("สวัสดี").intent).toBe("greeting");
  });
});
