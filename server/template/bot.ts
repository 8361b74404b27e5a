import { createBot, intent, number, oneOf, story, text } from "@causerie/server";

// A story is one subject. Its contract says how people ask for it; `handle` says what the bot answers.

export const welcome = story("welcome", { keywords: ["hello", "hi", "help"], events: ["start"] });

export const table = story("table", {
  title: { en: "your table" },
  keywords: ["table", "reservation"],
  // The classifier learns from whole sentences, and recognises others like them. Five or more are a good start.
  examples: [
    "I would like to book a table",
    "can I reserve for tonight",
    "is there room for four people",
    "we want to come for dinner",
    "please keep a place for us",
  ],
  // What the story must know. It asks for what is missing, in this order.
  slots: {
    people: number({ min: 1, max: 8, integer: true }),
    meal: oneOf("meal", { lunch: ["lunch", "noon"], dinner: ["dinner", "evening", "tonight"] }),
  },
  steps: { book: { intents: [intent("yes", { keywords: ["yes", "sure", "please do"] })] } },
});

export const bot = createBot({
  stories: [
    welcome.handle(() =>
      text("Hello! I keep the tables of this restaurant.", {
        quickReplies: [{ label: "Book a table", to: table.link() }],
      }),
    ),
    table.handle({
      ask: {
        people: (_turn, { reason }) =>
          reason === "missing" ? "For how many people?" : "We have tables for 1 to 8 people. How many are you?",
        meal: () =>
          text("For lunch or for dinner?", {
            quickReplies: [
              { label: "Lunch", to: table.link({ meal: "lunch" }) },
              { label: "Dinner", to: table.link({ meal: "dinner" }) },
            ],
          }),
      },
      run: (_turn, { people, meal }) =>
        text(`A table for ${people}, for ${meal}. Shall I book it?`, {
          quickReplies: [{ label: "Book it", to: table.step("book") }],
        }),
      steps: {
        // Replace this line by a call of your own system; `turn.once` keeps it from happening twice.
        book: (_turn, { people, meal }) => `Booked: ${people} at ${meal}. See you soon!`,
      },
    }),
  ],
  fallback: () => text("Sorry, I did not understand.", { quickReplies: [{ label: "Book a table", to: table.link() }] }),
});
