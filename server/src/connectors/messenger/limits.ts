/** Meta's hard limits of the Send API (documentation of 2026). Lengths are UTF-16 units, the strictest reading. */
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
  /** A webhook is far smaller; Express' own default of 100 kB would make Meta retry and, after an hour, give up. */
  webhookBytes: 5 * 1024 * 1024,
} as const;
