/**
 * What an author sets in the property pane, an administrator in the properties of the launcher or in the tenant property. The
 * names are stored in customers' pages: a name that is there stays.
 */
export type ChatProperties = {
  /** Address of the web connector. Empty: the tenant's. */
  endpoint: string;
  /** Last part of the address, where one server has several bots. */
  bot: string;
  signIn: boolean;
  /** Application ID URI of the app in Entra whose tokens the server accepts. */
  resource: string;
  whenSignInFails: "anonymous" | "refuse";
  heading: string;
  avatar: string;
  theme: "section" | "light" | "dark";
  accent: string;
  mode: "inline" | "floating";
  /** Whether it is as high as the page. */
  fill: boolean;
  /** In pixels. */
  height: number;
  welcome: string;
  /** One question a line. */
  starters: string;
  /** A language tag. Empty: the page's. */
  language: string;
  keepHistory: boolean;
  /** Whether the bot learns the address and title of the site. */
  passContext: boolean;
};

export const defaultProperties: ChatProperties = {
  endpoint: "",
  bot: "",
  signIn: false,
  resource: "",
  whenSignInFails: "anonymous",
  heading: "",
  avatar: "",
  theme: "section",
  accent: "",
  mode: "inline",
  fill: false,
  height: 600,
  welcome: "",
  starters: "",
  language: "",
  keepHistory: true,
  passContext: false,
};

export const heights = { min: 320, max: 1200 } as const;

/** Raised when the meaning of a stored name changes. */
export const dataVersion = "1.0";

const words = {
  whenSignInFails: ["anonymous", "refuse"],
  theme: ["section", "light", "dark"],
  mode: ["inline", "floating"],
} as const;

/**
 * The stored properties, with a default for each that is missing or of another type. What this version does not know stays: a
 * newer version may have stored it, and is perhaps installed again. Properties of tock-sharepoint have `endpoint` only.
 */
export function readProperties(stored: unknown): ChatProperties {
  const given = isRecord(stored) ? stored : {};
  return { ...given, ...defaultProperties, ...knownProperties(given) };
}

/** The properties that are given and good. */
export function knownProperties(given: Record<string, unknown>): Partial<ChatProperties> {
  const names = Object.keys(defaultProperties) as (keyof ChatProperties)[];
  return Object.fromEntries(names.filter((name) => isGood(name, given[name])).map((name) => [name, given[name]]));
}

function isGood(name: keyof ChatProperties, value: unknown): boolean {
  if (name === "whenSignInFails" || name === "theme" || name === "mode")
    return words[name].some((word) => word === value);
  if (name === "height") return typeof value === "number" && value >= heights.min && value <= heights.max;
  return typeof value === typeof defaultProperties[name];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
