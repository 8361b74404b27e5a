/** What a tap does: `function` comes back with the parameters. `requiredWidgets`: fields that must be filled in before. */
export type GoogleChatAction = {
  function: string;
  parameters: { key: string; value: string }[];
  requiredWidgets?: string[];
};

export type GoogleChatButton = {
  text: string;
  onClick: { action: GoogleChatAction } | { openLink: { url: string } };
};

type Item = { text: string; value: string; selected: boolean };

/** The widgets that stand inside of a card of a carousel, too. */
export type NestedWidget =
  | { textParagraph: { text: string } }
  | { image: { imageUrl: string; altText: string } }
  | { buttonList: { buttons: GoogleChatButton[] } };

/** A field that is filled in on a card. */
export type InputWidget =
  | {
      textInput: {
        name: string;
        label: string;
        type: "SINGLE_LINE" | "MULTIPLE_LINE";
        hintText?: string;
        value?: string;
      };
    }
  | { selectionInput: { name: string; label: string; type: "RADIO_BUTTON" | "DROPDOWN" | "CHECK_BOX"; items: Item[] } }
  | { dateTimePicker: { name: string; label: string; type: "DATE_ONLY" | "TIME_ONLY"; valueMsEpoch?: string } };

export type CarouselWidget = {
  carousel: { carouselCards: { widgets: NestedWidget[]; footerWidgets?: NestedWidget[] }[] };
};

/** The widgets that this connector puts on cards, of those that Chat has (developers.google.com/workspace/chat/api/reference/rest/v1/cards). */
export type Widget = NestedWidget | InputWidget | CarouselWidget;

export type Section = { widgets: Widget[] };

/**
 * A message as Chat takes it, without its space and thread (`spaces.messages`). A text stands above the cards. `fallbackText`: what a notification
 * says of a card.
 */
export type GoogleChatMessage = {
  text?: string;
  fallbackText?: string;
  cardsV2?: readonly { cardId: string; card: unknown }[];
  [field: string]: unknown;
};
