import { createContext, type ReactNode, useContext, useId } from "react";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import baseCss from "#theme/base.css?inline";
import chatCss from "#theme/chat.css?inline";
import { createTheme, type TockTheme, type TockThemeOptions } from "./theme.ts";
import { themeStyle } from "./theme-style.ts";

const ThemeContext = createContext<TockTheme | undefined>(undefined);

export type ThemeProviderProps = {
  /** A theme, or what makes one of that around it. What it leaves out is as in `createTheme()`. */
  theme: TockThemeOptions | ((outer: TockTheme) => TockThemeOptions);
  children?: ReactNode;
};

/** The theme of the parts inside it. */
export function ThemeProvider({ theme, children }: ThemeProviderProps): ReactNode {
  const outer = useContext(ThemeContext);
  const given = typeof theme === "function" ? theme(outer ?? createTheme()) : theme;
  return <ThemeContext.Provider value={createTheme(given)}>{children}</ThemeContext.Provider>;
}

/** The theme around a part; without one it is that of `createTheme()`. */
export function useTheme(): TockTheme {
  return useContext(ThemeContext) ?? usualTheme;
}

const usualTheme = createTheme();

/** Gives its element the look of the chat and of the theme, by style sheets of the document: no policy of a page refuses those. */
export function Themed({ children, className = "" }: { children?: ReactNode; className?: string }): ReactNode {
  const own = `causerie-tock-${useId().replaceAll(/\W/g, "")}`;
  const rules = themeStyle(own, useTheme());
  useBrowserLayoutEffect(adoptChatStyle, []);
  useBrowserLayoutEffect(() => adopt(rules), [rules]);
  return <div className={`${own} ${className}`.trim()}>{children}</div>;
}

let chatStyle: { sheets: CSSStyleSheet[]; users: number } | undefined;

/** Once for all parts of the page, and gone with the last of them. It stands before what the page has, which counts more. */
function adoptChatStyle(): () => void {
  const shared = (chatStyle ??= { sheets: [makeSheet(ownCss + baseCss + chatCss)], users: 0 });
  shared.users += 1;
  if (shared.users === 1) show(shared.sheets);
  if (shared.sheets.length === 1) addLateStyle(shared).catch(() => {}); // The next part asks again.
  return () => {
    shared.users -= 1;
    if (shared.users === 0) shared.sheets.forEach(remove);
  };
}

async function addLateStyle(shared: NonNullable<typeof chatStyle>): Promise<void> {
  const { lateStyle } = await import("./late-style.ts");
  if (shared.sheets.length > 1) return;
  const sheet = makeSheet(lateStyle);
  shared.sheets.push(sheet);
  if (shared.users > 0) show([sheet]);
}

/** The chat fills the element that it is drawn into, and a part is as large as what it shows. */
const ownCss = `
.causerie-tock { block-size: 100% }
.causerie-tock-part > .causerie { display: contents }
.causerie-tock-part .causerie-typing { inline-size: fit-content }
.causerie-tock-replies { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; list-style: none }
.causerie-tock-row { overflow-x: auto }
.causerie-tock-row > .causerie-tock-replies { flex-wrap: nowrap }
`;

function show(sheets: readonly CSSStyleSheet[]): void {
  document.adoptedStyleSheets = [...sheets, ...document.adoptedStyleSheets];
}

function adopt(css: string): () => void {
  const sheet = makeSheet(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => remove(sheet);
}

function makeSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

function remove(sheet: CSSStyleSheet): void {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
}
