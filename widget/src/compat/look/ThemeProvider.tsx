import { createContext, type ReactNode, useContext, useId } from "react";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import style from "#theme/style.css?inline";
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
  useBrowserLayoutEffect(() => adoptShared(style), []);
  useBrowserLayoutEffect(() => adopt(rules), [rules]);
  return <div className={`${own} ${className}`.trim()}>{children}</div>;
}

type Shared = { sheet: CSSStyleSheet; users: number };
const shared = new Map<string, Shared>();

/** One sheet for all parts of the page, gone with the last of them. */
function adoptShared(css: string): () => void {
  const known = shared.get(css) ?? { sheet: makeSheet(css), users: 0 };
  shared.set(css, known);
  known.users += 1;
  const { sheet } = known;
  if (known.users === 1) document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
  return () => {
    known.users -= 1;
    if (known.users === 0) remove(sheet);
  };
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
