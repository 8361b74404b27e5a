import { blank, type Denied, findDenied, findPhrases } from "#understanding/forms/denied.ts";
import { findCorrectionMarkers } from "#understanding/forms/correction-markers.ts";
import type { FormWords } from "#understanding/forms/form-words.ts";
import { looksLikeQuestion } from "#understanding/forms/is-question.ts";
import { type Entity, type EntityContext, findEntities } from "#understanding/entities/entity.ts";
import { restOf } from "#understanding/forms/rest-of.ts";
import { overlap, type Range } from "#understanding/text/range.ts";
import type { EntityMention } from "#understanding/understanding.ts";

/** The words of a person, as a form reads them. */
export type Said = {
  text: string;
  /** The text with what it denies blanked: "     4" of "not 2 but 4". As long as the text. */
  meant: string;
  /** What it mentions and does not deny. */
  mentions: readonly EntityMention[];
  /** What it mentions and denies. */
  denied: readonly EntityMention[];
  /** What it denies without another word: Lille in "not Lille", and not in "not far from Lille". */
  refused: readonly EntityMention[];
  /** The words that mark it as a correction, e.g. "no, rather". */
  markers: readonly Range[];
  /** All words that may mark a correction, also in the middle: "no" in "3, no, 4". They count between two values only. */
  corrections: readonly Range[];
  /** Words such as "or". */
  alternatives: readonly Range[];
  /** Whether it looks like a question of the person's own. */
  isQuestion: boolean;
};

/** @param foreign mentions that a service has found. */
export function readSaid(
  text: string,
  entities: readonly Entity[],
  foreign: readonly EntityMention[],
  context: EntityContext,
  words: FormWords,
): Said {
  const all = withoutParts(findEntities(entities, text, context));
  const deniedRanges = findDenied(text, words, all.filter(isName(entities)));
  const markers = findCorrectionMarkers(text, words);
  const isQuestion = looksLikeQuestion(text, words);
  const corrections = findPhrases(text, words.correction);
  const alternatives = findPhrases(text, words.alternative);
  const between = { corrections, alternatives };
  // "Why don't you go to Lille?" denies nothing.
  if (deniedRanges.length === 0 || isQuestion)
    return {
      text,
      meant: text,
      mentions: [...foreign, ...all],
      denied: [],
      refused: [],
      markers,
      ...between,
      isQuestion,
    };
  const meant = blank(text, deniedRanges);
  const isDenied = (mention: EntityMention): boolean => deniedRanges.some((range) => overlap(range, mention));
  const denied = [...foreign, ...all].filter(isDenied);
  const isPlain = ({ start, end, negations }: Denied): boolean => {
    const known = [...negations, ...denied.filter((mention) => overlap(mention, { start, end }))];
    return (
      restOf(
        text.slice(start, end),
        known.map((each) => shift(each, start)),
      ).length === 0
    );
  };
  const plain = deniedRanges.filter(isPlain);
  return {
    text,
    meant,
    mentions: [
      ...foreign.filter((mention) => !isDenied(mention)),
      ...withoutParts(findEntities(entities, meant, context)),
    ],
    denied,
    refused: denied.filter((mention) => plain.some((range) => overlap(range, mention))),
    markers: [...markers, ...findPhrases(meant, words.contrast)],
    ...between,
    isQuestion,
  };
}

/** The 8 of "at 8 pm" is a part of a time, and no number of its own. */
function withoutParts(mentions: readonly EntityMention[]): EntityMention[] {
  return mentions.filter(
    (mention) => typeof mention.value !== "number" || !mentions.some((whole) => isPartOf(mention, whole)),
  );
}

/** Whether the mention is a part of one that another entity reads. */
function isPartOf(part: Range & { entity: string }, whole: EntityMention): boolean {
  const isInside = whole.start <= part.start && part.end <= whole.end;
  return isInside && whole.entity !== part.entity && whole.end - whole.start > part.end - part.start;
}

function shift({ start, end }: Range, by: number): Range {
  return { start: start - by, end: end - by };
}

/** "No" is a mention of an answer, and no name that a negation could be a part of. */
function isName(entities: readonly Entity[]): (mention: EntityMention) => boolean {
  const answers = new Set(entities.filter(({ onlyAsAnswer }) => onlyAsAnswer === true).map(({ name }) => name));
  return ({ entity }) => !answers.has(entity);
}

/** Whether the words replace an earlier value: they say so, or deny one. */
export function isCorrection({ markers, refused }: Said): boolean {
  return markers.length > 0 || refused.length > 0;
}

/** The words without those that a story before in this turn has used. */
export function unspent(said: Said, spent: readonly Range[]): Said {
  if (spent.length === 0) return said;
  const isFree = (mention: EntityMention): boolean => !spent.some((range) => overlap(range, mention));
  return { ...said, mentions: said.mentions.filter(isFree), refused: said.refused.filter(isFree) };
}
