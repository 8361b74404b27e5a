import type { BotMessage } from "#channel/message/message.ts";
import {
  audio,
  type ButtonSpec,
  card,
  type CardSpec,
  carousel,
  file,
  image,
  type QuickReplySpec,
  text,
  video,
} from "#bot/authoring/messages.ts";
import type { ButtonData, CardData, FileData, MessageData } from "#tock-import/bot-data.ts";

/** What the messages of one answer are made with. */
export type MessageContext = {
  /** The text of a message, in the person's language, for their channel and interface. */
  readonly say: (key: string) => string;
  /** The address of an imported file. Undefined: it is not served. */
  readonly fileUrl: (path: string) => string | undefined;
};

/** The messages of an answer. `offers` stand under the last one. */
export function toMessages(
  all: readonly MessageData[],
  offers: readonly QuickReplySpec[],
  context: MessageContext,
): BotMessage[] {
  return all.map((each, index) => toMessage(each, index === all.length - 1 ? offers : [], context));
}

function toMessage(message: MessageData, offers: readonly QuickReplySpec[], context: MessageContext): BotMessage {
  const delay = message.delay === undefined ? {} : { delay: message.delay };
  switch (message.type) {
    case "text": {
      const { buttons, footnotes } = message;
      const quickReplies = [...repliesOf(buttons, context), ...offers];
      return text(context.say(message.text), {
        ...delay,
        buttons: buttonsOf(buttons, context),
        ...(quickReplies.length === 0 ? {} : { quickReplies }),
        ...(footnotes.length === 0 ? {} : { footnotes: footnotes.map(toFootnote) }),
      });
    }
    case "card": {
      const quickReplies = [...repliesOf(message.card.buttons, context), ...offers];
      const alt = message.alt === undefined ? undefined : context.say(message.alt);
      return cardMessage(message.card, context, {
        ...delay,
        ...(alt === undefined ? {} : { alt }),
        ...(quickReplies.length === 0 ? {} : { quickReplies }),
      });
    }
    case "carousel": {
      const quickReplies = [...message.cards.flatMap(({ buttons }) => repliesOf(buttons, context)), ...offers];
      return carousel(
        message.cards.map((each) => toCard(each, context)),
        {
          ...delay,
          ...(message.alt === undefined ? {} : { alt: context.say(message.alt) }),
          ...(quickReplies.length === 0 ? {} : { quickReplies }),
        },
      );
    }
  }
}

type CardOptions = { delay?: number; alt?: string; quickReplies?: QuickReplySpec[] };

/** A card of Tock may be a picture alone, or hold a film or a file, which no card here does. */
function cardMessage(data: CardData, context: MessageContext, { alt, ...options }: CardOptions): BotMessage {
  const { title, subtitle, buttons } = data;
  const url = data.file === undefined ? undefined : urlOf(data.file, context);
  const words = [title, subtitle].flatMap((key) => (key === undefined ? [] : [context.say(key)]));
  const isBarePicture = words.length === 0;
  if (data.file === undefined || url === undefined || (data.file.kind === "image" && !isBarePicture))
    return card(toCard(data, context), { ...options, ...(alt === undefined ? {} : { alt }) });
  const media = {
    ...options,
    alt: alt ?? words[0] ?? data.file.name,
    buttons: buttonsOf(buttons, context),
    ...(words.length === 0 ? {} : { caption: words.join("\n") }),
  };
  switch (data.file.kind) {
    case "image":
      return image(url, media);
    case "video":
      return video(url, media);
    case "audio":
      return audio(url, media);
    case "file":
      return file(url, { ...media, name: data.file.name });
  }
}

function toCard({ title, subtitle, file, buttons }: CardData, context: MessageContext): CardSpec {
  const [first, second] = [title, subtitle].flatMap((key) => (key === undefined ? [] : [context.say(key)]));
  const url = file?.kind === "image" ? urlOf(file, context) : undefined;
  const name = first ?? file?.name ?? "";
  return {
    title: name,
    ...(second === undefined ? {} : { subtitle: second }),
    ...(url === undefined ? {} : { image: { url, alt: name } }),
    buttons: buttonsOf(buttons, context),
  };
}

function urlOf({ url, path }: FileData, { fileUrl }: MessageContext): string | undefined {
  return url ?? (path === undefined ? undefined : fileUrl(path));
}

function buttonsOf(buttons: readonly ButtonData[], { say }: MessageContext): ButtonSpec[] {
  return buttons.flatMap(({ label, url }) => (url === undefined ? [] : [{ label: say(label), url }]));
}

/** A button of Tock without an address says its title, which here a quick reply does. */
function repliesOf(buttons: readonly ButtonData[], { say }: MessageContext): QuickReplySpec[] {
  return buttons.flatMap(({ label, url }) => (url === undefined ? [{ label: say(label) }] : []));
}

function toFootnote({ title, url, excerpt }: Extract<MessageData, { type: "text" }>["footnotes"][number]) {
  return { title, ...(url === undefined ? {} : { url }), ...(excerpt === undefined ? {} : { excerpt }) };
}
