import { createRoot } from "react-dom/client";
import { ThemeProvider } from "./look/ThemeProvider.tsx";
import { createTheme, type TockThemeOptions } from "./look/theme.ts";
import { Chat } from "./parts/Chat.tsx";
import type { TockOptions } from "./state/settings.ts";
import { TockContext } from "./state/TockContext.tsx";

/**
 * Draws a whole chat into an element of the page.
 * @throws TypeError when the element is not there, or an option is of a kind that cannot be read
 * @example
 * renderChat(document.getElementById("chat"), "https://chat.example.com/web");
 */
export function renderChat(
  container: Element | null,
  endPoint?: string,
  referralParameter?: string,
  theme: TockThemeOptions = createTheme(),
  options: TockOptions = {},
): void {
  if (container === null)
    throw new TypeError("renderChat: the element is not there. Is its id right, and is the page loaded?");
  const { endpoint = endPoint, locale, localStorage, network, renderers, ...rest } = options;
  if (typeof localStorage === "boolean")
    throw new TypeError(
      "renderChat: localStorage is no longer true or false. Use localStorageHistory: { enable: true }, or localStorage: { enableMessageHistory: true }",
    );
  createRoot(container).render(
    <ThemeProvider theme={theme}>
      <TockContext settings={{ endpoint, locale, localStorage, network, renderers }}>
        <Chat endPoint={endPoint} referralParameter={referralParameter} {...rest} />
      </TockContext>
    </ThemeProvider>,
  );
}
