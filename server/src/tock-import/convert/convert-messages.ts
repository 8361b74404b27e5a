import type { TockAnswer, TockMessage } from "#tock-import/dump/answer-dump.ts";
import type { Findings } from "#tock-import/dump/findings.ts";
import type { LabelValue } from "#tock-import/dump/label-value.ts";
import type { TockAction, TockCard, TockFile } from "#tock-import/dump/media-dump.ts";
import type { ButtonData, CardData, FileData, MessageData } from "#tock-import/bot-data.ts";

/** What a conversion needs besides the part that it converts. */
export type Conversion = {
  readonly findings: Findings;
  readonly keyOf: (label: Pick<LabelValue, "id">) => string | undefined;
  /** Contents of files (Base64) by name, for the folder `files`. */
  readonly files: Map<string, string>;
};

/** The messages of an answer. Code of the bot has none. */
export function convertAnswer(answer: TockAnswer, conversion: Conversion): MessageData[] {
  if (answer.type !== "messages") return [];
  const all: MessageData[] = [];
  for (const message of answer.messages) {
    const before = all.at(-1);
    const joined = joinCarousel(before, message, conversion);
    if (joined === undefined) all.push(...convertMessage(message, conversion));
    else all.splice(-1, 1, joined);
  }
  return all;
}

function convertMessage({ label, delay, media, footnotes }: TockMessage, conversion: Conversion): MessageData[] {
  const key = label === undefined ? undefined : keyOf(label, conversion);
  const pause = delay === undefined ? {} : { delay };
  const alt = key === undefined ? {} : { alt: key };
  switch (media?.type) {
    case "card":
      return [{ type: "card", card: convertCard(media.card, conversion), ...alt, ...pause }];
    case "carousel":
      return [{ type: "carousel", cards: media.cards.map((each) => convertCard(each, conversion)), ...alt, ...pause }];
    case "action":
    case undefined: {
      const buttons = media === undefined ? [] : convertActions([media.action], conversion);
      const text = key ?? buttons[0]?.label;
      return text === undefined ? [] : [{ type: "text", text, buttons, footnotes: [...footnotes], ...pause }];
    }
  }
}

/** A card that fills a carousel joins the card or the cards before it. */
function joinCarousel(
  before: MessageData | undefined,
  { media }: TockMessage,
  conversion: Conversion,
): MessageData | undefined {
  if (media?.type !== "card" || !media.card.fillsCarousel || before === undefined || before.type === "text")
    return undefined;
  const { type: _, ...rest } = before;
  const cards = before.type === "card" ? [before.card] : before.cards;
  const { alt, delay } = rest;
  return {
    type: "carousel",
    cards: [...cards, convertCard(media.card, conversion)],
    ...(alt === undefined ? {} : { alt }),
    ...(delay === undefined ? {} : { delay }),
  };
}

function convertCard({ title, subTitle, file, actions }: TockCard, conversion: Conversion): CardData {
  const titleKey = title === undefined ? undefined : keyOf(title, conversion);
  const subtitleKey = subTitle === undefined ? undefined : keyOf(subTitle, conversion);
  return {
    ...(titleKey === undefined ? {} : { title: titleKey }),
    ...(subtitleKey === undefined ? {} : { subtitle: subtitleKey }),
    ...(file === undefined ? {} : { file: convertFile(file, conversion) }),
    buttons: convertActions(actions, conversion),
  };
}

function convertActions(actions: readonly TockAction[], conversion: Conversion): ButtonData[] {
  return actions.flatMap(({ title, url }) => {
    const label = keyOf(title, conversion);
    return label === undefined ? [] : [{ label, ...(url === undefined ? {} : { url }) }];
  });
}

function convertFile({ type, name, url, data, at }: TockFile, { files, findings }: Conversion): FileData {
  if (url !== undefined) return { kind: type, name, url };
  if (data !== undefined && !files.has(name)) {
    files.set(name, data);
    findings.add(
      "open",
      at,
      `the file ${name} is in the folder files: serve that folder, and give its address as files; until then it is not shown`,
    );
  }
  return { kind: type, name, path: name };
}

function keyOf(label: LabelValue, { findings, ...conversion }: Conversion): string | undefined {
  const key = conversion.keyOf(label);
  if (key === undefined) findings.add("lost", label.at, `a label without any text (${label.id.slice(0, 80)})`);
  return key;
}
