import type { ChatProperties } from "./chat-properties.ts";
import { checkAccent, checkAvatar, checkBot, checkEndpoint, checkResource } from "./check.ts";

/** What is shown. Undefined where a good address is missing: then there is no chat. */
export type ChatOptions = {
  endpoint: string;
  mode: "inline" | "floating";
  locale: string;
  direction: "ltr" | "rtl";
  heading: string | undefined;
  avatar: string | undefined;
  accent: string | undefined;
  theme: ChatProperties["theme"];
  referral: string | undefined;
  keepsHistory: boolean;
  welcome: string;
  starters: string[];
  fill: boolean;
  /** In pixels. */
  height: number;
  signIn: SignIn | undefined;
};

export type SignIn = { resource: string; whenItFails: ChatProperties["whenSignInFails"] };

export type Place = {
  /** Language tag of the page. */
  locale: string;
  site: { url: string; title: string };
  isColor: (text: string) => boolean;
};

const mostStarters = 6;

/** Those of the widget's languages. */
const rightToLeft = ["ar", "he"];

/** A field with a mistake counts as empty: it may come from an older version, or from a script. */
export function toChatOptions(properties: ChatProperties, place: Place): ChatOptions | undefined {
  const { mode, theme, fill, height, welcome, keepHistory } = properties;
  const endpoint = toEndpoint(properties);
  if (endpoint === undefined) return undefined;
  const locale = toLanguageTag(properties.language.trim()) ?? toLanguageTag(place.locale) ?? "en";
  return {
    endpoint,
    mode,
    theme,
    fill,
    height,
    locale,
    direction: rightToLeft.includes(locale.split("-")[0] ?? "") ? "rtl" : "ltr",
    heading: filled(properties.heading),
    avatar: checkAvatar(properties.avatar) === undefined ? filled(properties.avatar) : undefined,
    accent: checkAccent(properties.accent, place.isColor) === undefined ? filled(properties.accent) : undefined,
    referral: properties.passContext ? toReferral(place.site) : undefined,
    keepsHistory: keepHistory,
    welcome: welcome.trim(),
    starters: toLines(properties.starters).slice(0, mostStarters),
    signIn: toSignIn(properties),
  };
}

function toEndpoint({ endpoint, bot }: ChatProperties): string | undefined {
  const address = endpoint.trim().replace(/\/+$/, "");
  if (address === "" || checkEndpoint(address) !== undefined || checkBot(bot) !== undefined) return undefined;
  return bot.trim() === "" ? address : `${address}/${bot.trim()}`;
}

/** Sign-in that is asked for and cannot be done is not left out: the bot would meet a stranger in place of a colleague. */
function toSignIn({ signIn, resource, whenSignInFails }: ChatProperties): SignIn | undefined {
  if (!signIn) return undefined;
  return { resource: checkResource(resource) === undefined ? resource.trim() : "", whenItFails: whenSignInFails };
}

/** As a link to a story: `sharepoint?site=…&title=…`. */
function toReferral({ url, title }: Place["site"]): string {
  return `sharepoint?${new URLSearchParams({ site: url, title }).toString()}`;
}

/** Undefined for what is no language tag: a script may have set it. */
function toLanguageTag(text: string): string | undefined {
  try {
    return text === "" ? undefined : Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

function toLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function filled(text: string): string | undefined {
  return text.trim() || undefined;
}
