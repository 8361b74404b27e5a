/** CSS as emotion takes it: a text, an object of properties and nested selectors, or a list of both. No functions. */
export type TockCss = string | CssObject | readonly TockCss[] | false | null | undefined;
export type CssObject = {
  readonly [name: string]: string | number | CssObject | readonly (string | number)[] | undefined;
};

export type TockThemeOverrides = {
  buttons?: Partial<Record<"buttonContainer" | "buttonList" | "postbackButton" | "urlButton", TockCss>> | undefined;
  card?:
    | Partial<
        Record<
          | "cardContainer"
          | "cardTitle"
          | "cardSubTitle"
          | "cardImage"
          | "cardButton"
          | "buttonList"
          | "buttonContainer",
          TockCss
        >
      >
    | undefined;
  chatInput?: Partial<Record<"container" | "input" | "icon", TockCss>> | undefined;
} & {
  [
    Name in
      | "carouselContainer"
      | "carouselItem"
      | "carouselArrow"
      | "messageBot"
      | "messageUser"
      | "quickReply"
      | "quickReplyImage"
      | "quickReplyArrow"
      | "chat"
  ]?: TockCss;
};

export type TockTheme = {
  palette: {
    text: Record<"user" | "bot" | "card" | "input", string>;
    background: Record<"user" | "bot" | "card" | "input" | "inputDisabled", string>;
  };
  sizing: { loaderSize: string; borderRadius: string; conversation: { width: string } };
  typography: { fontFamily: string; fontSize: string };
  overrides?: TockThemeOverrides | undefined;
  inlineQuickReplies?: boolean | undefined;
};

type Partly<Value> = Value extends string | boolean | readonly unknown[]
  ? Value
  : { [Name in keyof Value]?: Partly<Value[Name]> | undefined };

/** A theme of which any part may be left out. */
export type TockThemeOptions = Partly<Omit<TockTheme, "overrides">> & { overrides?: TockThemeOverrides | undefined };

/** The colours and measures that tock-react-kit has without a theme. */
const usual: TockTheme = {
  palette: {
    text: { user: "black", bot: "white", card: "black", input: "black" },
    background: { user: "#fff", bot: "#000", card: "#fff", input: "#fff", inputDisabled: "#b6b4b4" },
  },
  sizing: { loaderSize: "8px", borderRadius: "1em", conversation: { width: "720px" } },
  typography: { fontFamily: "Segoe UI, Arial, Helvetica, sans-serif", fontSize: "16px" },
};

/** A whole theme: what is not given is as it is in tock-react-kit without one. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- their programs name it
export function createTheme<Theme extends TockTheme = TockTheme>(theme: TockThemeOptions = {}): Theme {
  return merge(usual, theme) as Theme;
}

function merge(base: unknown, over: unknown): unknown {
  if (!isRecord(over)) return over === undefined ? base : over;
  const known = isRecord(base) ? base : {};
  const names = new Set([...Object.keys(known), ...Object.keys(over)]);
  return Object.fromEntries([...names].map((name) => [name, merge(known[name], over[name])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
