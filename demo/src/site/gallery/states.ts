import type { ChatState, MessageEntry } from "@causerie/widget/chat";
import { said, photographedAt, wrote } from "./still-chat.ts";

/** One picture of the gallery. `attributes`: of the element. */
export type GalleryState = { name: string; state: Partial<ChatState>; attributes?: Readonly<Record<string, string>> };

type Message = MessageEntry["message"];

const none = { quickReplies: [] };
const ada = { role: "agent", name: "Ada Lovelace" };
const harbour = "/pictures/harbour.svg";

const faces = { features: "face", "bot-name": "Aubri", replies: "a minute" };
const question = wrote("When does the last ferry leave?");

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

const messages: GalleryState[] = [
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

const states: GalleryState[] = [
  { name: "Empty", state: {} },
  {
    name: "An invitation to begin",
    state: {},
    attributes: {
      ...faces,
      features: "face welcome",
      welcome: "Ahoy!",
      "welcome-text": "Ask about ferries, fares and lost property.",
      starters: "Opening hours\nI have lost something\nBook a seat",
    },
  },
  {
    name: "Who speaks",
    state: {
      entries: [
        question,
        said("At 19:40."),
        said("Shall I ask a colleague about the bicycle?"),
        wrote("Yes"),
        said("Ada Lovelace joins the conversation.", { role: "system" }),
        said("Hello, I am Ada. Bicycles are welcome.", ada),
      ],
    },
    attributes: faces,
  },
  { name: "The bot is at work", state: { entries: [question], typing: true }, attributes: faces },
  {
    name: "A growing answer",
    state: {
      entries: [question, said("The last ferry leaves at", undefined, { progress: "streaming" })],
      typing: true,
    },
  },
  {
    name: "An answer that was cut short",
    state: { entries: [question, said("The last ferry leaves", undefined, { progress: "stopped" })] },
  },
  {
    name: "Sending, waiting",
    state: { entries: [wrote("First"), wrote("Second", { type: "sending" }), wrote("Third", { type: "waiting" })] },
  },
  {
    name: "Not sent",
    state: { entries: [wrote("When does the last ferry leave?", { type: "failed", code: "too_large" })] },
  },
  {
    name: "Connection lost",
    state: {
      entries: [question],
      connection: { type: "waiting", attempt: 2, retryAt: photographedAt, code: "network" },
    },
  },
  { name: "Offline", state: { entries: [question], connection: { type: "offline" } } },
  { name: "Refused", state: { connection: { type: "refused", code: "origin_not_allowed" } } },
  { name: "Earlier messages", state: { entries: [question, said("At 19:40.")], hasEarlier: true } },
  {
    name: "Many ways to answer",
    state: { entries: [question, said("At 19:40. Do you have a photograph of your ticket?")] },
    attributes: { features: "files location dictation voice-notes" },
  },
  {
    name: "Menu",
    state: { entries: [question, said("At 19:40.")] },
    attributes: { features: "transcript language restart about" },
  },
  {
    name: "About the chat",
    state: { entries: [question, said("At 19:40.")] },
    attributes: {
      features: "about",
      "bot-name": "Aubri",
      operator: "Aubrelle Line, Brest",
      privacy: "https://harbour.example/privacy",
      "about-text": "Aubri answers what is in the timetable. Colleagues take over where it cannot.",
    },
  },
  {
    name: "Far above the newest",
    state: {
      entries: Array.from({ length: 12 }, (_, day) => said(`On day ${day + 1} the last ferry leaves at 19:40.`)),
    },
  },
  { name: "An opinion", state: { entries: [question, said("At 19:40.")] }, attributes: { feedback: "" } },
];

/** Every kind of message and every state of the chat. Pictures of them are the visual test (`test/e2e/looks/gallery.spec.ts`). */
export const gallery: readonly GalleryState[] = [...states, ...messages];
