import type { CssObject, TockCss, TockTheme } from "./theme.ts";

/** Of each override, what it is here. */
const selectors = {
  "buttons.buttonContainer": ".causerie-buttons > li",
  "buttons.buttonList": ".causerie-buttons",
  "buttons.postbackButton": "button.causerie-button",
  "buttons.urlButton": "a.causerie-button",
  "card.cardContainer": ".causerie-card",
  "card.cardTitle": ".causerie-card-title",
  "card.cardSubTitle": ".causerie-card-subtitle",
  "card.cardImage": ".causerie-card-image",
  "card.cardButton": ".causerie-card .causerie-button",
  "card.buttonList": ".causerie-card .causerie-buttons",
  "card.buttonContainer": ".causerie-card .causerie-buttons > li",
  "chatInput.container": ".causerie-composer",
  "chatInput.input": ".causerie-input",
  "chatInput.icon": ".causerie-composer .causerie-icon",
  carouselContainer: ".causerie-track",
  carouselItem: ".causerie-slide",
  carouselArrow: ".causerie-step",
  messageBot: ".causerie-bubble-bot",
  messageUser: ".causerie-bubble-user",
  quickReply: ".causerie-quick-reply",
  quickReplyImage: ".causerie-quick-reply img",
  chat: ".causerie-panel",
} as const;

/**
 * The style sheet of a theme, for what lies in elements of this class.
 * @throws TypeError for an override that has no counterpart, or is a function.
 */
export function themeStyle(className: string, theme: TockTheme): string {
  const { palette, sizing, typography, overrides = {}, inlineQuickReplies = false } = theme;
  const root = `.${className}`;
  const properties = {
    "bubble-user-background": palette.background.user,
    "bubble-user-text": palette.text.user,
    "bubble-bot-background": palette.background.bot,
    "bubble-bot-text": palette.text.bot,
    "input-background": palette.background.input,
    "input-text": palette.text.input,
    "bubble-radius": sizing.borderRadius,
    "control-radius": sizing.borderRadius,
    font: typography.fontFamily,
    "font-size": typography.fontSize,
  };
  const card = `background: ${palette.background.card}; color: ${palette.text.card};`;
  const rules = [
    rule(
      root,
      Object.entries(properties)
        .map(([name, value]) => `--causerie-${name}: ${value};`)
        .join(" "),
    ),
    rule(`${root} .causerie-panel`, `max-inline-size: ${sizing.conversation.width}; margin-inline: auto;`),
    rule(`${root} .causerie-card`, card),
    rule(`${root} .causerie-input:disabled`, `background: ${palette.background.inputDisabled};`),
    rule(`${root} .causerie-typing i`, `inline-size: ${sizing.loaderSize}; block-size: ${sizing.loaderSize};`),
    inlineQuickReplies ? rule(`${root} .causerie-quick-replies`, "flex-wrap: nowrap; overflow-x: auto;") : "",
    ...Object.entries(flat(overrides)).map(([name, css]) => overrideRule(root, name, css)),
  ];
  return rules.filter(Boolean).join("\n");
}

function overrideRule(root: string, name: string, css: TockCss): string {
  const selector = Object.hasOwn(selectors, name) ? selectors[name as keyof typeof selectors] : undefined;
  if (selector === undefined) {
    // Suggestions that stand in one row are moved by a swipe and by the keys.
    if (name === "quickReplyArrow") return "";
    throw new TypeError(
      `theme.overrides.${name}: there is no such part. There are: ${Object.keys(selectors).join(", ")}`,
    );
  }
  return rule(`${root} ${selector}`, cssText(css, `theme.overrides.${name}`));
}

const groups = new Set(["buttons", "card", "chatInput"]);

function flat(overrides: object): Record<string, TockCss> {
  const pairs = Object.entries(overrides).flatMap(([name, value]) =>
    groups.has(name)
      ? Object.entries(Object(value) as object).map(([part, css]) => [`${name}.${part}`, css as TockCss] as const)
      : [[name, value as TockCss] as const],
  );
  return Object.fromEntries(pairs);
}

function rule(selector: string, css: string): string {
  return css.trim() === "" ? "" : `${selector} { ${css} }`;
}

function cssText(css: TockCss, where: string): string {
  if (typeof css === "function")
    throw new TypeError(`${where} is a function, which only emotion knows: give its result, a text or an object`);
  if (css === undefined || css === null || css === false) return "";
  if (typeof css === "string") return css;
  if (isList(css))
    return css
      .map((each) => cssText(each, where))
      .filter(Boolean)
      .join(" ");
  return Object.entries(css)
    .map(([name, value]) => declaration(name, value, where))
    .join(" ");
}

function isList(css: TockCss): css is readonly TockCss[] {
  return Array.isArray(css);
}

function declaration(name: string, value: CssObject[string], where: string): string {
  if (value === undefined) return "";
  if (typeof value === "object" && !Array.isArray(value))
    return `${name.includes("&") || name.startsWith("@") ? name : `& ${name}`} { ${cssText(value as CssObject, where)} }`;
  const property = name.startsWith("--") ? name : name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [value]
    .flat()
    .map((each) => `${property}: ${withUnit(property, each as string | number)};`)
    .join(" ");
}

/** These are plain numbers in CSS; of all others emotion makes pixels. */
const unitless =
  /^(--|.*(opacity|weight|index|grow|shrink|order|line-height|columns|count|zoom|scale|aspect-ratio|row|column))/;

function withUnit(property: string, value: string | number): string {
  return typeof value === "number" && value !== 0 && !unitless.test(property) ? `${value}px` : String(value);
}
