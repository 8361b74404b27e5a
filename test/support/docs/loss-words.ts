/** A loss in the words of the tables: `short` in a cell, `meaning` below them. */
export type LossWords = { readonly short: string; readonly meaning: string };

/** The losses of the tables in docs/what-channels-show.md, and those of the demo's stories. What a channel loses besides stands on its own page. */
export const lossWords: Readonly<Record<string, LossWords>> = {
  buttons_as_list: {
    short: "as a list",
    meaning: "choices open as a list, where they are too many, too long or below too long a text for buttons",
  },
  carousel_as_list: {
    short: "as a list",
    meaning: "the cards stand under one another in a text, and their choices in a list",
  },
  chart_as_text: { short: "chart as text", meaning: "each value of a chart is a line" },
  custom_replaced: { short: "its `alt`", meaning: "only the page knows such a message: its `alt` is shown or said" },
  description_moved: {
    short: "descriptions in the text",
    meaning: "what describes an item stands in the text above, where an item has no room for it",
  },
  document_as_text: { short: "as text", meaning: "a document is a text with its title" },
  field_as_question: {
    short: "options to choose",
    meaning: "a field of a panel is a line, and each of its options a choice",
  },
  file_as_words: { short: "its name", meaning: "a file is named, because the channel takes none from a bot" },
  file_dropped: {
    short: "its description",
    meaning: "a file of the server's own is described, because the program has no way to fetch it",
  },
  file_name_dropped: {
    short: "without its name",
    meaning: "the file is there, under a name that the platform gives it",
  },
  form_as_button: {
    short: "as a button",
    meaning: "the button begins the form, and the story asks for its fields one after another",
  },
  form_as_choice: {
    short: "as a choice",
    meaning: "the choice begins the form, and the story asks for its fields one after another",
  },
  form_as_questions: { short: "as questions", meaning: "the story asks for the fields one after another" },
  image_dropped: { short: "without pictures", meaning: "the pictures of cards that became a list are left out" },
  list_split: { short: "several messages", meaning: "more choices than a list has rows are several lists" },
  location_request_as_words: {
    short: "in words",
    meaning: "nothing there asks for the location: people write or say where they are",
  },
  media_as_link: {
    short: "as a link",
    meaning: "the channel plays nothing from an address of elsewhere: it is a link",
  },
  media_as_words: { short: "its description", meaning: "what is no picture is described" },
  panel_as_text: {
    short: "as text and choices",
    meaning:
      "the parts of a panel are texts and choices, one after another; what would change in its place comes as a new message",
  },
  quick_replies_as_buttons: {
    short: "the rest as buttons",
    meaning: "quick replies beyond what the channel takes are buttons",
  },
  reasoning_dropped: { short: "without the reasoning", meaning: "the answer is there, and how it was found is not" },
  source_not_said: {
    short: "without the sources",
    meaning: "nobody listens to addresses; where the channel can show a card beside the voice they stand there",
  },
  speech_cut: {
    short: "cut",
    meaning: "a voice says what the platform takes, whole sentences, and leaves the rest out",
  },
  table_as_text: { short: "tables as lines", meaning: "each row of a table is a line" },
  text_split: { short: "several messages", meaning: "a text that is too long is split, and never cut" },
};
