import type { Capabilities } from "#channel/capabilities.ts";

/** Meta's hard limits of the Send API (documentation of 2026). Lengths count UTF-16 units, the strictest reading. */
export const limits = {
  text: 2000,
  /** Bubbles of one text, where the story says where it stands in full (our own bound). */
  bubbles: 8,
  metadata: 1000,
  quickReplies: { count: 13, title: 20, payload: 1000 },
  button: { title: 20, payload: 1000 },
  buttonTemplate: { text: 640, buttons: 3 },
  genericTemplate: { elements: 10, title: 80, subtitle: 80, buttons: 3 },
  mediaTemplate: { elements: 1, buttons: 3 },
  imageGrid: { minImages: 2, maxImages: 6, title: 45, subtitle: 80, buttons: 3 },
  coupon: { title: 80, subtitle: 80 },
  receipt: { elements: 100 },
  notificationRequest: { title: 65 },
  feedback: {
    title: 65,
    subtitle: 80,
    button: 20,
    question: { min: 5, max: 85 },
    placeholder: 400,
    /** How long after the person's last act a form may be sent unasked (`CUSTOMER_FEEDBACK`), less a margin for clocks and queues. */
    unaskedMs: 7 * 24 * 3_600_000 - 300_000,
  },
  /**
   * How long after the person's last act anybody may answer, and a person of the team with the tag `HUMAN_AGENT`; each less a margin
   * for clocks and queues.
   */
  answer: { botMs: 24 * 3_600_000 - 300_000, agentMs: 7 * 24 * 3_600_000 - 300_000 },
  persona: { name: 50 },
  /** For how long an app may keep a conversation at once. */
  controlSeconds: 7 * 24 * 3600,
  /** Saved files: an id lives for 90 days; it is used for less, so that none dies on its way. */
  upload: { imageBytes: 8 * 1024 * 1024, otherBytes: 25 * 1024 * 1024, idMs: 85 * 24 * 3_600_000 },
  /** Files of one message that are fetched (our own bound). */
  files: { most: 30 },
  /** One parameter of a utility template (assumed: that of a text). */
  utilityParameter: 2000,
  /** What people see before they write. */
  profile: {
    greeting: 160,
    iceBreakers: 4,
    menuItems: 20,
    menuTitle: 30,
    commands: 100,
    commandName: 32,
    commandDescription: 64,
    domains: 50,
  },
  /** Of one page. */
  callsPerSecond: 300,
} as const;

const hour = 3_600_000;

/** What Messenger can do (Messenger Platform documentation of 2026). */
export const capabilities: Capabilities = {
  reply: { type: "async" },
  // 24 hours since the person's last action, less a margin for clocks and queues.
  proactive: { type: "window", ms: 24 * hour - 300_000 },
  text: { max: limits.text, formats: ["plain"] },
  buttons: { count: limits.buttonTemplate.buttons, label: limits.button.title, value: limits.button.payload },
  quickReplies: {
    count: limits.quickReplies.count,
    label: limits.quickReplies.title,
    value: limits.quickReplies.payload,
  },
  carousel: { cards: limits.genericTemplate.elements },
  media: {
    image: { maxBytes: limits.upload.imageBytes },
    video: { maxBytes: limits.upload.otherBytes },
    audio: { maxBytes: limits.upload.otherBytes },
    file: { maxBytes: limits.upload.otherBytes },
  },
  typing: true,
  stream: "paragraphs",
  groups: false,
  // What is said in a conversation that another app controls comes as `standby`.
  deliversOnlyInControl: true,
  interface: "text",
  rate: { perSecond: limits.callsPerSecond },
};
