/** Meta's hard limits of the Send API (documentation of 2026). Lengths count UTF-16 units, the strictest reading. */
export const limits = {
  text: 2000,
  metadata: 1000,
  quickReplies: { count: 13, title: 20, payload: 1000 },
  button: { title: 20, payload: 1000 },
  buttonTemplate: { text: 640, buttons: 3 },
  genericTemplate: { elements: 10, title: 80, subtitle: 80, buttons: 3 },
  mediaTemplate: { elements: 1, buttons: 3 },
  imageGrid: { minImages: 2, maxImages: 6, title: 45, subtitle: 80, buttons: 3 },
  coupon: { title: 80, subtitle: 80 },
  receipt: { elements: 100 },
  feedback: { title: 65, subtitle: 80, button: 20 },
  /** A webhook is far smaller. With Express' default of 100 kB Meta would retry a larger one, and give up after an hour. */
  webhookBytes: 5 * 1024 * 1024,
} as const;

const hour = 3_600_000;

/** 24 hours since the person's last action (Messenger Platform policy), less a margin for clocks and queues. */
const windowMs = 24 * hour - 300_000;

/**
 * Whether Meta lets the page write unasked. `actedAt`: when the person last did something, in milliseconds since 1970;
 * undefined when they never did.
 */
export function isWindowOpen(actedAt: number | undefined, now: number): boolean {
  return actedAt !== undefined && now - actedAt < windowMs;
}
