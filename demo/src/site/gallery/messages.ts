import type { ChatState, MessageEntry } from "@causerie/widget/chat";
import { said, wrote } from "./still-chat.ts";

/** One picture of the gallery. `attributes`: of the element. `answers`: of the server, by the route that asks. */
export type GalleryState = {
  name: string;
  state: Partial<ChatState>;
  attributes?: Readonly<Record<string, string>>;
  answers?: Readonly<Record<string, unknown>>;
};

type Message = MessageEntry["message"];

const none = { quickReplies: [] };
const harbour = "/pictures/harbour.svg";

export const question = wrote("When does the last ferry leave?");

const card: Extract<Message, { type: "card" }> = {
  ...none,
  type: "card",
  card: {
    title: "Evening ferry to Port-Clément",
    subtitle: "Leaves at 19:40 from pier 2, arrives at 21:10",
    image: { url: harbour, alt: "The harbour" },
    buttons: [
      { type: "postback", label: "Book a seat", link: "book" },
      { type: "url", label: "The boat", url: "https://harbour.example/boat" },
    ],
  },
};

/** A text whose link the server has marked. */
function linked(id: string, text: string): Message {
  const url = text.slice(text.indexOf("https:"));
  return { ...none, type: "text", text, buttons: [], preview: { id, url } };
}

const markdown = `## On board

Take **tram A** to *Harbour*, then walk to \`gate 3\`:

1. Show your ticket
2. Take a seat
   - upper deck in summer
   - lower deck in winter

> Dogs travel free.

| Line | From | Adults |
|:-----|------|-------:|
| 1    | Brest | 12.50 |
| 2    | Roscoff | 9.00 |

\`\`\`
ferry --line 2 --day monday
\`\`\`

More on [the fares](https://harbour.example/fares).`;

/** Every kind of message. */
export const messages: readonly GalleryState[] = [
  {
    name: "Text and quick replies",
    state: {
      entries: [
        question,
        said({
          type: "text",
          text: "At 19:40 from pier 2. Shall I book?",
          buttons: [],
          quickReplies: [
            { type: "text", label: "Yes, please" },
            { type: "text", label: "Another day" },
          ],
        }),
      ],
    },
  },
  { name: "Markdown", state: { entries: [said(markdown)] } },
  {
    name: "Buttons and links",
    state: {
      entries: [
        said({
          ...none,
          type: "text",
          text: "There are two ways, and [a page about both](https://harbour.example).",
          buttons: [
            { type: "postback", label: "By ferry", link: "ferry" },
            { type: "url", label: "Timetable", url: "https://harbour.example/t" },
          ],
        }),
      ],
    },
  },
  {
    name: "Buttons with pictures",
    state: {
      entries: [
        said({
          type: "text",
          text: "Where do you want to go?",
          buttons: [
            { type: "postback", label: "To the coast", link: "coast", imageUrl: "/pictures/coast.png" },
            { type: "url", label: "The lake", url: "https://harbour.example/lake", imageUrl: "/pictures/lake.png" },
          ],
          quickReplies: [
            { type: "text", label: "To the summit", imageUrl: "/pictures/summit.png" },
            { type: "text", label: "Nowhere" },
          ],
        }),
      ],
    },
  },
  {
    name: "Link preview",
    state: { entries: [said(linked("1", "The fares are on https://harbour.example/fares"))] },
    answers: {
      "previews/1": {
        preview: {
          host: "harbour.example",
          title: "Fares of all lines, for one ride, a day or a month",
          description: "Children under six ride free. Bicycles are welcome where there is room for them on deck.",
          siteName: "Aubrelle Line",
          image: { url: harbour, expiresInMs: 600_000 },
        },
      },
    },
  },
  {
    name: "Links of which little is known",
    state: {
      entries: [
        said(linked("2", "The rules are on https://harbour.example/rules")),
        said(linked("3", "And the timetable: https://harbour.example/ferries/summer")),
      ],
    },
    answers: { "previews/2": { preview: { host: "harbour.example", title: "House rules" } } },
  },
  { name: "Card", state: { entries: [said(card)] } },
  {
    name: "Carousel",
    state: {
      entries: [
        said({
          ...none,
          type: "carousel",
          cards: [
            card.card,
            { ...card.card, title: "Night ferry with cabins" },
            { ...card.card, title: "Morning ferry" },
          ],
        }),
      ],
    },
  },
  {
    name: "List",
    state: {
      entries: [
        said({
          ...none,
          type: "list",
          text: "Which harbour?",
          items: ["Brest", "Camaret", "Concarneau", "Roscoff"].map((label) => ({
            label,
            description: "Open all year",
            link: label,
          })),
        }),
      ],
    },
  },
  {
    name: "Form",
    state: {
      entries: [
        said({
          ...none,
          type: "form",
          text: "Tell us about your trip:",
          fields: [
            { kind: "text", name: "name", label: "Your name", required: true },
            { kind: "date", name: "day", label: "Day", required: true },
            {
              kind: "long_text",
              name: "wishes",
              label: "Wishes",
              required: false,
              hint: "A seat at the window, for example.",
            },
          ],
          submit: { label: "Book", link: "book" },
        }),
      ],
    },
  },
  {
    name: "Location",
    state: {
      entries: [
        said({
          ...none,
          type: "location",
          location: {
            title: "Ferry terminal",
            address: "4 quai de la Gare\n29200 Brest",
            latitude: 48.3829,
            longitude: -4.4951,
          },
          buttons: [],
        }),
      ],
    },
  },
  {
    name: "Picture",
    state: {
      entries: [
        said({
          ...none,
          type: "media",
          media: { kind: "image", url: harbour, alt: "The harbour at dusk" },
          caption: "The harbour at dusk",
          buttons: [],
        }),
      ],
    },
  },
  {
    name: "Sources",
    state: {
      entries: [
        said({
          ...none,
          type: "text",
          text: "Bicycles travel free [1], tandems pay a child's fare [2].",
          buttons: [],
          footnotes: [
            {
              title: "Fares 2026",
              url: "https://harbour.example/fares",
              excerpt: "Bicycles: free of charge on all lines.",
            },
            { title: "House rules, § 4", excerpt: "Tandems and trailers pay the fare of a child." },
          ],
        }),
      ],
    },
  },
];
