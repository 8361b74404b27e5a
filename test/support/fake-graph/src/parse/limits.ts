/**
 * Meta's hard limits, as this stand-in enforces them. A copy on purpose: the connector keeps its own table, so a wrong number
 * there is caught here instead of being shared.
 *
 * Sources, all under developers.facebook.com/documentation/business-messaging/messenger-platform (2026), unless a line says more.
 */
export const limits = {
  /** send-messages. The unit is not documented; UTF-16 units are counted, the strictest reading. */
  text: 2000,
  /** send-messages, `metadata`. */
  metadata: 1000,
  /** send-messages/quick-replies */
  quickReply: { count: 13, title: 20, payload: 1000 },
  /** send-messages/buttons */
  button: { title: 20, payload: 1000 },
  /** send-messages/template/button */
  buttonTemplate: { text: 640, buttons: 3 },
  /** send-messages/template/generic */
  genericTemplate: { elements: 10, title: 80, subtitle: 80, buttons: 3 },
  /** send-messages/template/media */
  mediaTemplate: { elements: 1, buttons: 3 },
  /** send-messages/template/image-grid */
  imageGrid: { elements: 1, minImages: 2, maxImages: 6, heroImages: 1, title: 45, subtitle: 80, buttons: 3 },
  /** send-messages/template/coupon */
  coupon: { title: 80, subtitle: 80 },
  /** send-messages/template/receipt */
  receipt: { elements: 100 },
  /** The two request templates; from the code of other senders, as the 2026 pages are gone. */
  notificationRequest: { title: 65 },
  /** send-messages/template/customer-feedback */
  feedback: { title: 65, subtitle: 80, button: 20, screens: 1, questions: 1, minDays: 1, maxDays: 7 },
  /** send-messages/personas. How many a list has at once is Graph's own default. */
  persona: { name: 50, listed: 25 },
  /** send-messages/saving-assets */
  attachment: { imageBytes: 8 * 1024 * 1024, otherBytes: 25 * 1024 * 1024, lifeMs: 90 * 24 * 60 * 60 * 1000 },
  /** send-messages/saving-assets: how long Meta waits for a file, in ms. */
  fetchMs: { video: 75_000, other: 10_000 },
  /** messenger-profile; greeting and domains are not in the 2026 tables and come from the ker0x/messenger client. */
  profile: {
    calls: 10,
    callsPerMs: 10 * 60 * 1000,
    greeting: 160,
    payload: 1000,
    iceBreakers: 4,
    menuItems: 20,
    menuTitle: 30,
    commands: 100,
    commandName: 32,
    commandDescription: 64,
    domains: 50,
  },
  /** persistent-menu, user level: calls for one person. */
  userSettings: { calls: 10, callsPerMs: 10 * 60 * 1000 },
  /** conversation-routing: for how long an app may keep a conversation at once. */
  controlSeconds: 7 * 24 * 60 * 60,
  /** account-linking: how long the token lives (from memory of older pages). */
  linkingTokenMs: 5 * 60 * 1000,
  /** overview/rate-limiting: calls per second and page. */
  sendRate: { text: 300, audioVideo: 10 },
  /** policy: how long after the person's last action a page may write, in ms. */
  windowMs: { standard: 24 * 60 * 60 * 1000, humanAgent: 7 * 24 * 60 * 60 * 1000 },
  /** webhooks: Meta waits five seconds for a 200, and takes the app off the page after an hour of failures. */
  webhook: { timeoutMs: 5000, unsubscribeAfterMs: 60 * 60 * 1000 },
  /** send-messages/sender-actions: how long the dots stay; about 20 s, observed rather than documented. */
  typingMs: 20_000,
} as const;
