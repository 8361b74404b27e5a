import type { TockButton, TockCard, TockContent, WebMessage } from "#connectors/web/tock/wire.ts";

export type WriteOptions = {
  /** What a vote on this message refers to. */
  actionId: string;
  /** Footnotes carry what they quote only for those who ask for it. */
  withSources: boolean;
};

/** Adds what is always written, and leaves out what is empty. */
export function writeMessage(content: TockContent, { actionId, withSources }: WriteOptions): WebMessage {
  const { text = "", buttons = [], card, carousel, widget, image, deepLink, footnotes = [] } = content;
  return {
    version: "1",
    type: "WebMessage",
    ...(text === "" ? {} : { text }),
    ...(buttons.length === 0 ? {} : { buttons: buttons.map(writeButton) }),
    ...(card === undefined ? {} : { card: writeCard(card) }),
    ...(carousel === undefined ? {} : { carousel: { cards: carousel.cards.map(writeCard) } }),
    ...(widget === undefined ? {} : { widget }),
    ...(image === undefined ? {} : { image }),
    ...(deepLink === undefined ? {} : { deepLink }),
    ...(footnotes.length === 0
      ? {}
      : {
          footnotes: footnotes.map(({ content: quoted, ...rest }) =>
            withContent(rest, withSources ? quoted : undefined),
          ),
        }),
    // As Tock does: nobody can vote on a bare card.
    ...(text === "" ? {} : { actionId }),
  };
}

function withContent(footnote: object, content: string | undefined): object {
  return content === undefined ? footnote : { ...footnote, content };
}

/** The kits lose the whole answer over a card without a list. */
function writeCard({ buttons = [], ...rest }: TockCard): object {
  return { ...rest, buttons: buttons.map(writeButton) };
}

function writeButton(button: TockButton): object {
  const { style = "primary" } = button;
  switch (button.type) {
    case "quick_reply":
      return { ...button, clazz: "quick_reply", style };
    case "postback":
      return { ...button, clazz: "postback_button", style };
    case "web_url":
      return { ...button, clazz: "url_button", style, target: button.target ?? "_blank" };
  }
}
