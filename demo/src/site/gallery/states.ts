import { type GalleryState, messages, question } from "./messages.ts";
import { photographedAt, said, wrote } from "./still-chat.ts";

const ada = { role: "agent", name: "Ada Lovelace" };

const faces = { features: "face", "bot-name": "Aubri", replies: "a minute" };

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
