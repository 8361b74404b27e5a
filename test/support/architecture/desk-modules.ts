/**
 * The same inside the console of the desk: pages over parts over state over wire. In the inbox, what is seen knows the engine, which does, and
 * the state, which is pure. `shell` fetches the pages, and nobody knows it but the start.
 */
export const desk: Record<string, readonly string[]> = {
  wire: [],
  routing: [],
  state: ["i18n", "wire"],
  i18n: ["state", "wire"],
  parts: ["i18n", "state", "wire"],
  "inbox/state": ["routing"],
  "inbox/engine": ["i18n", "inbox/dialogs", "inbox/state", "parts", "routing", "state", "wire"],
  "inbox/list": ["i18n", "inbox/engine", "parts", "routing", "state"],
  "inbox/composer": ["i18n", "inbox/engine", "inbox/state", "parts", "state"],
  "inbox/conversation": [
    "i18n",
    "inbox/composer",
    "inbox/dialogs",
    "inbox/engine",
    "inbox/list",
    "inbox/state",
    "parts",
    "routing",
    "state",
  ],
  "inbox/details": ["i18n", "inbox/engine", "parts", "routing", "state"],
  "inbox/dialogs": ["i18n", "inbox/engine", "parts", "wire"],
  "inbox/InboxPage.tsx": [
    "i18n",
    "inbox/conversation",
    "inbox/details",
    "inbox/dialogs",
    "inbox/engine",
    "inbox/list",
    "inbox/state",
    "routing",
  ],
  "sign-in": ["i18n", "parts", "routing", "state", "wire"],
  people: ["i18n", "parts", "state", "wire"],
  account: ["i18n", "parts", "sign-in", "state", "wire"],
  manage: ["i18n", "inbox/engine", "inbox/state", "parts", "state", "wire"],
  shell: [
    "account",
    "i18n",
    "inbox/InboxPage.tsx",
    "inbox/engine",
    "manage",
    "parts",
    "people",
    "routing",
    "sign-in",
    "state",
    "wire",
  ],
};

/** They put the others together. */
export const deskSeesAll = ["App.tsx", "main.tsx"];
