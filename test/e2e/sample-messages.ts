import type { Message } from "@causerie/protocol";

const none = { quickReplies: [] };

/** A picture that needs no server. */
const picture =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#2f54eb"/></svg>',
  );

const harbours = [
  "Brest",
  "Camaret",
  "Concarneau",
  "Dieppe",
  "Étel",
  "Fécamp",
  "Granville",
  "Honfleur",
  "Îles-de-Glénan",
  "Lorient",
  "Morlaix",
  "Port-Clément",
  "Roscoff",
  "Saint-Malo",
];

export const shortList: Message = {
  ...none,
  type: "list",
  text: "Which ferry?",
  items: [
    { label: "Morning ferry", description: "Leaves at 8:30, arrives at 10:05", link: "ferry?id=1", imageUrl: picture },
    { label: "Noon ferry", description: "Leaves at 12:15", link: "ferry?id=2", imageUrl: picture },
    { label: "Night ferry with cabins and a restaurant", link: "ferry?id=3", imageUrl: picture },
  ],
};

export const longList: Message = {
  ...none,
  type: "list",
  text: "Which harbour?",
  items: harbours.map((label) => ({ label, link: `harbour?name=${encodeURIComponent(label)}` })),
};

export const pier: Message = {
  ...none,
  type: "location",
  location: {
    title: "Ferry terminal",
    address: "4 quai de la Gare\n29200 Brest",
    latitude: 48.3829,
    longitude: -4.4951,
  },
  buttons: [{ type: "postback", label: "Opening hours", link: "hours" }],
};

export const form: Extract<Message, { type: "form" }> = {
  ...none,
  type: "form",
  text: "Tell us about your trip:",
  fields: [
    { kind: "text", name: "name", label: "Your name", required: true },
    { kind: "email", name: "email", label: "E-mail", required: true, hint: "For the ticket only." },
    { kind: "telephone", name: "phone", label: "Telephone", required: false },
    { kind: "number", name: "people", label: "Travellers", required: true, value: "2" },
    { kind: "date", name: "day", label: "Day", required: true },
    {
      kind: "choice",
      name: "class",
      label: "Class",
      required: true,
      options: [
        { label: "Deck", value: "deck" },
        { label: "Lounge", value: "lounge" },
      ],
    },
    {
      kind: "choice",
      name: "harbour",
      label: "Harbour",
      required: false,
      options: harbours.map((label) => ({ label, value: label.toLowerCase() })),
    },
    { kind: "long_text", name: "wishes", label: "Wishes", required: false },
  ],
  submit: { label: "Book", link: "booking?offer=7&_step=details" },
};

export const sourced: Message = {
  ...none,
  type: "text",
  text: "Bicycles travel free [1], tandems pay a child's fare [2].",
  buttons: [],
  footnotes: [
    { title: "Fares 2026", url: "https://harbour.example/fares", excerpt: "Bicycles: free of charge on all lines." },
    { title: "House rules, § 4", excerpt: "Tandems and trailers pay the fare of a child." },
    { title: "A page that is none", url: "javascript:document.title='owned'" },
  ],
};

export const markdown: Message = {
  ...none,
  type: "text",
  buttons: [],
  text: `## How to get there

Take **tram A** to *Harbour*, then:

1. Walk along the quay
   - past the **lighthouse**
   - and the fish market
2. Board at \`gate 3\`

> Bring your ticket.
> On paper or on your phone.

| Line | From | To | Adults | Children |
|:-----|------|----|-------:|:--------:|
| A | Brest | Île de Sein | 38.50 € | 12 € |
| B | Camaret | Ouessant | 41.00 € | *free* |

---

\`\`\`sh
curl https://harbour.example/api/departures?line=A\\&day=tomorrow\\&format=json
\`\`\``,
};

export const seat: Message = { ...none, type: "custom", name: "seat", data: { seat: "4B" }, alt: "Seat 4B is free." };

export function said(text: string): Message {
  return { ...none, type: "text", text, buttons: [] };
}
